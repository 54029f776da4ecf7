import { describeValue } from "@comet-triage/core";
import type { FetchOptions, TriageInit } from "@comet-triage/fetch";

/** What a handler's call carries beside what `fetch` takes. */
export interface CallerInit extends TriageInit {
  /** Whose request it answers. */
  readonly caller: Request;
}

/** What holds the caller's request while its answer is read: where nobody does, Node forgets it and its abort with it. */
const holder = Symbol("caller");

/** A `fetch` that follows no redirect: an answer elsewhere is none, and following it could carry the key away. */
export function upstreamFetch(send: FetchOptions["fetch"]): NonNullable<FetchOptions["fetch"]> {
  if (send !== undefined && typeof send !== "function") {
    throw new TypeError(`fetch must be a function; got ${describeValue(send)}`);
  }
  return async (input, sent) => {
    const { caller, ...init } = sent as CallerInit;
    const response = await (send ?? globalThis.fetch)(input, { ...init, redirect: "manual" });
    if (response.body !== null) Reflect.defineProperty(response.body, holder, { value: caller, configurable: true });
    return response;
  };
}
