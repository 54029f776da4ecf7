import { describeValue } from "@comet-triage/core";
import type { FetchOptions, TriageInit } from "@comet-triage/fetch";

/** What a handler's call carries beside what `fetch` takes. */
export interface CallerInit extends TriageInit {
  /** Whose request it answers. */
  readonly caller: Request;
}

/** The caller of each answer that is still read: where nobody holds a request, Node forgets it and its abort with it. */
const callers = new WeakMap<ReadableStream, Request>();

/** A `fetch` that follows no redirect: an answer elsewhere is none, and following it could carry the key away. */
export function upstreamFetch(send: FetchOptions["fetch"]): NonNullable<FetchOptions["fetch"]> {
  if (send !== undefined && typeof send !== "function") {
    throw new TypeError(`fetch must be a function; got ${describeValue(send)}`);
  }
  return async (input, sent) => {
    const { caller, ...init } = sent as CallerInit;
    const response = await (send ?? globalThis.fetch)(input, { ...init, redirect: "manual" });
    if (response.body !== null) callers.set(response.body, caller);
    return response;
  };
}
