import { type CallOptions, callPolicy, createThrottle, describeValue } from "@comet-triage/core";
import { Call, type Send } from "./call.ts";
import { Outgoing } from "./outgoing.ts";

/** Options of every call, unless its own `init.triage` overrides them. */
export interface FetchOptions extends CallOptions {
  /** The `fetch` that sends. Default: the global one, looked up at each call. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

/** The `init` of `fetch`, with options for this call; `triage: false` sends it without any triage. */
export interface TriageInit extends RequestInit {
  /** Options for this call, over those of `createFetch`; `false` sends it without any triage. */
  readonly triage?: CallOptions | false;
}

/** A `fetch` whose `init` takes options for the call as `triage`. */
export type TriageFetch = (input: string | URL | Request, init?: TriageInit) => Promise<Response>;

/**
 * A drop-in `fetch` that retries what the table calls retryable, and nothing else.
 *
 * A final failure is returned as the server sent it, plus headers that stop an SDK's own retries; a failure disguised as
 * success is returned as an error. {@link verdictOf} and {@link attemptsOf} explain either.
 *
 * @throws TypeError or RangeError for bad options, that names option, value and range
 */
export function createFetch(options: FetchOptions = {}): TriageFetch {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`options must be an object; got ${describeValue(options)}`);
  }
  const { fetch: given = globalFetch, ...own } = options;
  if (typeof given !== "function") throw new TypeError(`fetch must be a function; got ${describeValue(given)}`);
  // Made anew, as a module that is reloaded does, it takes the place of the one before.
  const send = given === globalThis.fetch ? unwrapped(given) : given;
  const base = callPolicy(own, callPolicy({ throttle: createThrottle() }));
  const made: TriageFetch = async (input, init) => {
    if (init?.triage === false) return send(input, init);
    const policy = init?.triage === undefined ? base : callPolicy(init.triage, base);
    return new Call(new Outgoing(input, init), policy, send).run();
  };
  sendsWith.set(made, send === globalFetch ? globalThis.fetch : send);
  return made;
}

/** What each `fetch` of ours sends with once it is the global one. */
const sendsWith = /* @__PURE__ */ new WeakMap<Send, Send>();

/** Looked up late: test tools and runtimes replace it. */
const globalFetch: Send = (input, init) => unwrapped(globalThis.fetch)(input, init);

const unwrapped = (send: Send): Send => (sendsWith.has(send) ? unwrapped(sendsWith.get(send) as Send) : send);
