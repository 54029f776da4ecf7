import type { Attempt } from "@comet-triage/core";
import type { AxiosResponse } from "axios";
import type { TriagedCall } from "./call.ts";
import { formOf } from "./data.ts";
import { refused, release } from "./failed.ts";
import { exchangeOf, Story } from "./story.ts";

/** An attempt whose response is a success, though `validateStatus` may say otherwise. */
export const succeeded = (value: AxiosResponse, call: TriagedCall, story = new Story()): Attempt<AxiosResponse> => ({
  ok: true,
  value,
  status: value.status,
  // The caller may abort while reading.
  inUse: formOf(value.data)?.isStream ? (value.data as object) : undefined,
  discard: () => release({ form: formOf(value.data) }),
  settle(end) {
    story.close(end, value);
    const { status, headers, data } = value;
    const { config } = call.outgoing;
    if (!config.validateStatus || !status || config.validateStatus(status)) return;
    const verdict = call.judge({ status, headers, body: data });
    refused(value, { verdict, attempts: end.attempts }, exchangeOf(config, value));
  },
});
