import { type Attempt, openEventStream, streamHeaders } from "@comet-triage/core";
import type { AxiosResponse } from "axios";
import { createParser } from "eventsource-parser";
import type { TriagedCall } from "./call.ts";
import { changeHeaders } from "./change-headers.ts";
import type { DataForm } from "./data.ts";
import { failed } from "./failed.ts";
import { exchangeOf, Story } from "./story.ts";
import { succeeded } from "./succeeded.ts";

/** Holds an event stream back until its first event with content; one that is already complete is read in the same way. */
export async function observeStream(
  response: AxiosResponse,
  form: DataForm,
  call: TriagedCall,
): Promise<Attempt<AxiosResponse>> {
  const { status, headers } = response;
  const story = new Story(exchangeOf(call.outgoing.config, response));
  const opened = await openEventStream(form.open(Infinity).getReader(), {
    createParser,
    get url() {
      return call.outgoing.describe().url;
    },
    cutStreams: call.policy.triage.cutStreams,
    isAborted: () => call.isAborted,
    judge: (found) => call.judge({ status, headers, ...found }),
    late: (verdict) => story.broke(verdict),
  });
  if ("failed" in opened) return failed(response, { form, head: opened.failed }, call);
  response.data = await form.make(opened.body);
  changeHeaders(response, (from) => streamHeaders((name) => from.get(name) as string | undefined));
  return succeeded(response, call, story);
}
