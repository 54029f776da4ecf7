import { aFunction, type CallOptions, callPolicy, createThrottle, type OptionChecks } from "@comet-triage/core";
import { Call, type Send } from "./call.ts";
import { Outgoing } from "./outgoing.ts";

/** Options of every call, unless its own `init.triage` overrides them. */
export interface FetchOptions extends CallOptions {
  /** The `fetch` that sends. Default: the global one, looked up at each call. */
  readonly fetch?: ((input: string | URL | Request, init?: RequestInit) => Promise<Response>) | undefined;
}

/** The `init` of `fetch`, with options for this call; `triage: false` turns triage off for it. */
export interface TriageInit extends RequestInit {
  /** Options for this call, which override those of `createFetch`; `false` turns triage off. */
  readonly triage?: CallOptions | false | undefined;
}

/** A `fetch` whose `init` takes options for the call as `triage`. */
export type TriageFetch = (input: string | URL | Request, init?: TriageInit) => Promise<Response>;

/**
 * A drop-in `fetch` that retries what the table calls retryable, and nothing else.
 *
 * A final failure is returned as the server sent it, plus headers that stop an SDK's own retries; a failure disguised as
 * success is returned as an error. {@link verdictOf} and {@link attemptsOf} explain either.
 *
 * @throws TypeError or RangeError for bad options, naming option, value and range
 */
export function createFetch(options: FetchOptions = {}): TriageFetch {
  const policy = callPolicy(options, callPolicy({ throttle: createThrottle() }), ownChecks);
  const { fetch: given = globalFetch } = options;
  // Created again, as when a module is reloaded, it replaces the previous one.
  const send = given === globalThis.fetch ? unwrapped(given) : given;
  const made: TriageFetch = async (input, init) => {
    if (init?.triage === false) return send(input, init);
    const ofCall = init?.triage === undefined ? policy : callPolicy(init.triage, policy);
    return new Call(new Outgoing(input, init), ofCall, send).run();
  };
  sendsWith.set(made, send === globalFetch ? globalThis.fetch : send);
  return made;
}

const ownChecks: OptionChecks = { fetch: aFunction };

/** What each `fetch` of ours sends with once it is the global one. */
const sendsWith = /* @__PURE__ */ new WeakMap<Send, Send>();

/** Looked up late: test tools and runtimes replace it. */
const globalFetch: Send = (input, init) => unwrapped(globalThis.fetch)(input, init);

const unwrapped = (send: Send): Send => (sendsWith.has(send) ? unwrapped(sendsWith.get(send) as Send) : send);
