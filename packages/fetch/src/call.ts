import {
  type Attempt,
  type CallPolicy,
  CometError,
  type FailedEnd,
  type Failure,
  judge,
  type RetryPolicy,
  runWithPolicy,
  type Transport,
  type Verdict,
} from "@comet-triage/core";
import { refusedResponse } from "./failed.ts";
import { observe } from "./observe.ts";
import type { Outgoing } from "./outgoing.ts";
import { Story, tell } from "./story.ts";

/** What sends: a `fetch`. */
export type Send = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** One call, as those who look at its responses know it. */
export class Call implements Transport<Response> {
  readonly outgoing: Outgoing;
  readonly policy: CallPolicy;
  readonly #send: Send;
  /** The response of the attempt under way. */
  #response: Response | undefined;

  constructor(outgoing: Outgoing, policy: CallPolicy, send: Send) {
    this.outgoing = outgoing;
    this.policy = policy;
    this.#send = send;
  }

  /** The caller gave up. */
  get isAborted(): boolean {
    return this.outgoing.signal?.aborted === true;
  }

  get #retry(): RetryPolicy {
    const { signal } = this.outgoing;
    return signal === undefined ? this.policy.retry : { ...this.policy.retry, signal };
  }

  /** Judges what is found after the engine has had its say. */
  judge(failure: Failure): Verdict {
    return judge({ ...failure, request: this.outgoing.describe() }, this.#retry);
  }

  run(): Promise<Response> {
    return runWithPolicy(
      async ({ signal, received }) => {
        this.#response = undefined;
        // Called as a bare function: browsers and workers refuse a `fetch` with another `this`.
        const send = this.#send;
        this.#response = await send(...this.outgoing.next(signal));
        // The limit goes on over a failure's body: it has to be read before anything can be decided.
        if (this.#response.ok) received();
        return observe(this.#response, this);
      },
      this.#retry,
      this.outgoing.describe,
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
    const { signal } = this.outgoing;
    // workerd rejects with a copy of the signal's reason.
    const error = signal?.aborted && saidBy(caught) === saidBy(signal.reason) ? signal.reason : caught;
    return {
      ok: false,
      failure: { error, status: response?.status, headers: response?.headers },
      canReplay: this.outgoing.canReplay,
      settle: (end) => this.#throw(error, end),
    };
  }

  /** The call's end as an error that shows none of its keys. */
  errorOf(end: FailedEnd, cause?: unknown): CometError {
    return new CometError(end.verdict, end, cause, this.outgoing);
  }

  #throw(error: unknown, end: FailedEnd): never {
    const isWrapped = this.policy.triage.throwOnError && end.verdict.category !== "canceled" && !this.isAborted;
    const thrown = isWrapped ? this.errorOf(end, error) : error;
    tell(thrown, end, new Story({ call: this, response: this.#response }));
    throw thrown;
  }

  refused(end: FailedEnd): Response {
    const refused = this.policy.triage.throwOnError ? this.errorOf(end) : refusedResponse(end, this);
    tell(refused, end, new Story({ call: this, response: undefined }));
    if (refused instanceof Error) throw refused;
    return refused;
  }
}

const saidBy = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.message : thrown);
