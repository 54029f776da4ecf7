import {
  type Attempt,
  type CallOptions,
  type CallPolicy,
  CometError,
  callPolicy,
  classify,
  createThrottle,
  type FailedEnd,
  runWithPolicy,
  type Transport,
} from "@comet-triage/core";
import type { Call } from "./call.ts";
import { refusedResponse } from "./failed.ts";
import { observe } from "./observe.ts";
import { Outgoing } from "./outgoing.ts";
import { newStory, tell } from "./story.ts";

/** What every call does, unless its own `init.triage` says otherwise. */
export interface FetchOptions extends CallOptions {
  /** The `fetch` that sends. Default: the global one, looked up at each call. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

/** What `fetch` takes, and options for this call; `triage: false` sends it as if there were no triage. */
export interface TriageInit extends RequestInit {
  readonly triage?: CallOptions | false;
}

/** A `fetch` whose `init` takes options for the call as `triage`. */
export type TriageFetch = (input: string | URL | Request, init?: TriageInit) => Promise<Response>;

/**
 * A drop-in `fetch` that sends again what the table calls retryable, and nothing else.
 *
 * A final failure comes back as the server sent it, plus the headers that stop an SDK's own retries; a failure
 * disguised as success comes back as an error. {@link verdictOf} and {@link attemptsOf} tell the story of either.
 *
 * @throws TypeError or RangeError for bad options, that names option, value and range
 */
export function createFetch({ fetch: send = globalFetch, ...options }: FetchOptions = {}): TriageFetch {
  if (typeof send !== "function") throw new TypeError(`fetch must be a function; got ${typeof send}`);
  const base = callPolicy({ throttle: createThrottle(), ...options });
  return async (input, init) => {
    if (init?.triage === false) return send(input, init);
    const policy = init?.triage === undefined ? base : callPolicy(init.triage, base);
    return new TriagedCall(new Outgoing(input, init), policy, send).run();
  };
}

type Send = NonNullable<FetchOptions["fetch"]>;

/** Looked up late: test tools and runtimes replace it. */
const globalFetch: Send = (input, init) => globalThis.fetch(input, init);

class TriagedCall implements Call, Transport<Response> {
  readonly #outgoing: Outgoing;
  readonly #policy: CallPolicy;
  readonly #send: Send;
  /** The response of the attempt under way. */
  #response: Response | undefined;

  constructor(outgoing: Outgoing, policy: CallPolicy, send: Send) {
    this.#outgoing = outgoing;
    this.#policy = policy;
    this.#send = send;
  }

  get isAborted() {
    return this.#outgoing.signal?.aborted === true;
  }

  get wantsRedirects() {
    return this.#outgoing.wantsRedirects;
  }

  get triage() {
    return this.#policy.triage;
  }

  get canReplay() {
    return this.#outgoing.canReplay;
  }

  readonly describe = () => this.#outgoing.describe();

  readonly sent = () => this.#outgoing.sent();

  judge(failure: Parameters<Call["judge"]>[0]) {
    const { rules, runtime } = this.#policy.retry;
    return classify({ ...failure, request: this.describe() }, { rules, now: runtime.now() });
  }

  run(): Promise<Response> {
    const { signal } = this.#outgoing;
    const policy = signal === undefined ? this.#policy.retry : { ...this.#policy.retry, signal };
    return runWithPolicy(
      async ({ signal, received }) => {
        this.#response = undefined;
        // Called as a bare function: browsers and workers refuse a `fetch` with another `this`.
        const send = this.#send;
        this.#response = await send(...this.#outgoing.next(signal));
        // The limit goes on over a failure's body: it has to be read before anything can be decided.
        if (this.#response.ok) received();
        return observe(this.#response, this);
      },
      policy,
      this.describe,
      this,
    );
  }

  interrupted(error: unknown, end: FailedEnd): never {
    this.#response = undefined;
    return this.#throw(error, end);
  }

  /** What the transport threw is thrown again, unless an error of ours was asked for; a caller's abort always is. */
  thrown(caught: unknown): Attempt<Response> {
    const response = this.#response;
    const { signal } = this.#outgoing;
    // workerd rejects with a copy of the signal's reason.
    const error = signal?.aborted && saidBy(caught) === saidBy(signal.reason) ? signal.reason : caught;
    return {
      ok: false,
      failure: { error, status: response?.status, headers: response?.headers },
      canReplay: this.canReplay,
      settle: (end) => this.#throw(error, end),
    };
  }

  #throw(error: unknown, end: FailedEnd): never {
    const isWrapped = this.triage.throwOnError && end.verdict.category !== "canceled" && !this.isAborted;
    const thrown = isWrapped ? new CometError(end.verdict, end, error) : error;
    tell(thrown, end, newStory({ call: this, response: this.#response }));
    throw thrown;
  }

  refused(end: FailedEnd): Response {
    const refused = this.triage.throwOnError ? new CometError(end.verdict, end) : refusedResponse(end, this);
    tell(refused, end, newStory({ call: this, response: undefined }));
    if (refused instanceof Error) throw refused;
    return refused;
  }
}

const saidBy = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.message : thrown);
