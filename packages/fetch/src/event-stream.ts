import { type Attempt, openEventStream, streamHeaders } from "@comet-triage/core";
import { createParser } from "eventsource-parser";
import type { Call } from "./call.ts";
import { failed } from "./failed.ts";
import { rebuild } from "./rebuild.ts";
import { Story } from "./story.ts";
import { succeeded } from "./succeeded.ts";

/** Holds an event stream back until its first event with content; later errors are kept in its story. */
export async function observeStream(response: Response, call: Call): Promise<Attempt<Response>> {
  const { status, headers } = response;
  const story = new Story({ call, response });
  const opened = await openEventStream((response.body as ReadableStream<Uint8Array>).getReader(), {
    createParser,
    get url() {
      return call.describe().url;
    },
    cutStreams: call.policy.triage.cutStreams,
    isAborted: () => call.isAborted,
    judge: (found) => call.judge({ status, headers, ...found }),
    late: (verdict) => {
      story.late = verdict;
    },
  });
  if ("failed" in opened) return failed(response, opened.failed, call);
  const shown = new Headers(headers);
  // An error event may make it longer.
  shown.delete("content-length");
  for (const [name, value] of Object.entries(streamHeaders((name) => headers.get(name)))) shown.set(name, value);
  const value = rebuild(response, opened.body, { status, headers: shown });
  return succeeded(value, value.body, story);
}
