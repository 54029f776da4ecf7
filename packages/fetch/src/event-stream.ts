import { type Attempt, openEventStream, streamHeaders } from "@comet-triage/core";
import { createParser } from "eventsource-parser";
import type { Call } from "./call.ts";
import { failed } from "./failed.ts";
import { initFrom, rebuild } from "./rebuild.ts";
import { Story } from "./story.ts";
import { succeeded } from "./succeeded.ts";

/** Holds an event stream back until its first event with content; later errors are kept in its story. */
export async function observeStream(response: Response, call: Call): Promise<Attempt<Response>> {
  const { status, headers } = response;
  const story = new Story({ call, response });
  const opened = await openEventStream((response.body as ReadableStream<Uint8Array>).getReader(), {
    createParser,
    get url() {
      return call.outgoing.describe().url;
    },
    cutStreams: call.policy.triage.cutStreams,
    isAborted: () => call.isAborted,
    judge: (found) => call.judge({ status, headers, ...found }),
    late: (verdict) => {
      story.late = verdict;
    },
  });
  if ("failed" in opened) return failed(response, opened.failed, call);
  const changes = streamHeaders((name) => headers.get(name));
  const value = rebuild(response, opened.body, initFrom(response, changes));
  return succeeded(value, value.body, story);
}
