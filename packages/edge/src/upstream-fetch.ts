import type { FetchOptions, TriageInit } from "@comet-triage/fetch";

/** What a handler's call carries besides the arguments of `fetch`. */
export interface CallerInit extends TriageInit {
  /** The request that it answers. */
  readonly caller: Request;
}

/** References the caller's request while its answer is read: without a reference, Node collects it, and its abort with it. */
const holder = Symbol("caller");

/** A `fetch` that follows no redirect: the answer at another address is not the gateway's, and could receive the key. */
export function upstreamFetch(send: FetchOptions["fetch"]): NonNullable<FetchOptions["fetch"]> {
  return async (input, sent) => {
    const { caller, ...init } = sent as CallerInit;
    const response = await (send ?? globalThis.fetch)(input, { ...init, redirect: "manual" });
    if (response.body !== null) Reflect.defineProperty(response.body, holder, { value: caller, configurable: true });
    return response;
  };
}
