import {
  type Attempt,
  answerKind,
  failureLimit,
  inspectDocument,
  inspectionOf,
  openEventStream,
  readHead,
  streamHeaders,
  textOf,
} from "@comet-triage/core";
import { AxiosHeaders, type AxiosResponse } from "axios";
import { createParser } from "eventsource-parser";
import type { TriagedCall } from "./call.ts";
import { type DataForm, formOf, streamFrom, streamIn } from "./data.ts";
import { failed, refused, release } from "./failed.ts";
import { exchangeOf, Story } from "./story.ts";

/**
 * Turns a response into what the engine judges. A plain success is handed on as it came.
 *
 * @param received - called once it is known that nothing failed so far
 * @param abandon - ends the request
 */
export async function observe(
  response: AxiosResponse,
  call: TriagedCall,
  received: () => void,
  abandon: () => void,
): Promise<Attempt<AxiosResponse>> {
  const headers = AxiosHeaders.from(response.headers as AxiosHeaders);
  const kind = answerKind(response.status, headers.has("location"));
  const { inspect } = call.policy.triage;
  const form = formOf(response.data, abandon);
  if (kind === "unchanged" || (kind === "redirect" && call.outgoing.wantsRedirects)) return succeeded(response, call);
  if (kind !== "success") return failed(response, await seen(response, form, inspect), call);
  received();
  if (!inspect || form === undefined) return succeeded(response, call);

  const inspection = inspectionOf((headers.get("content-type") as string | undefined) ?? undefined);
  if (inspection === "events") return observeEvents(response, form, call);
  if (inspection === "none") return succeeded(response, call);
  const { isDisguised, head } = await inspectDocument(form.open(failureLimit), inspection === "html");
  if (isDisguised) return failed(response, { head, form, body: textOf(head.chunks) }, call);
  if (form.isStream) response.data = await form.make(streamFrom(head));
  return succeeded(response, call);
}

/** What was read of a failure's body. */
async function seen(response: AxiosResponse, form: DataForm | undefined, inspect: boolean) {
  if (!inspect) return { form };
  if (form === undefined) return { form, body: response.data };
  const head = await readHead(form.open(failureLimit), failureLimit, true);
  return { form, head, body: textOf(head.chunks) };
}

/** Holds an event stream back until its first content; one that is there whole is read the same way. */
async function observeEvents(
  response: AxiosResponse,
  form: DataForm,
  call: TriagedCall,
): Promise<Attempt<AxiosResponse>> {
  const { status, headers } = response;
  const story = new Story(exchangeOf(call.outgoing.config, response));
  const opened = await openEventStream(form.open(Number.POSITIVE_INFINITY).getReader(), {
    createParser,
    get url() {
      return call.describe().url;
    },
    cutStreams: call.policy.triage.cutStreams,
    isAborted: () => call.isAborted,
    judge: (found) => call.judge({ status, headers, ...found }),
    late: (verdict) => story.broke(verdict),
  });
  if ("failed" in opened) {
    const head = opened.failed;
    return failed(response, { head, form, body: textOf(head.chunks) }, call);
  }
  response.data = await form.make(opened.body);
  const shown = AxiosHeaders.from(headers as AxiosHeaders);
  response.headers = shown.set(streamHeaders((name) => shown.get(name) as string | undefined));
  return succeeded(response, call, story);
}

const succeeded = (value: AxiosResponse, call: TriagedCall, story = new Story()): Attempt<AxiosResponse> => ({
  ok: true,
  value,
  status: value.status,
  // The caller may leave while it reads.
  inUse: streamIn(value.data),
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
