import {
  type Attempt,
  type AttemptContext,
  type CallPolicy,
  CometError,
  errorBody,
  type FailedEnd,
  type Failure,
  judge,
  onceUnused,
  refusedAnswer,
  runWithPolicy,
  type Transport,
  type Verdict,
} from "@comet-triage/core";
import axios, {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosResponse,
  CanceledError,
  type InternalAxiosRequestConfig,
} from "axios";
import { callerSignal } from "./caller-signal.ts";
import { dataFrom } from "./data.ts";
import { refused } from "./failed.ts";
import { observe } from "./observe.ts";
import { Outgoing, reportRequestOf } from "./outgoing.ts";
import { isLimit, reject, withCause } from "./reject.ts";
import { endWhenSilent } from "./silent-stream.ts";
import { exchangeOf } from "./story.ts";

/** One call of an instance, seen from its adapter. */
export class TriagedCall implements Transport<AxiosResponse> {
  readonly outgoing: Outgoing;
  readonly policy: CallPolicy;
  readonly #send: AxiosAdapter;
  #signal: AbortSignal | undefined;
  /** The response of the current attempt. */
  #response: AxiosResponse | undefined;
  /** The part of it that is still to be read. */
  #inUse: object | undefined;

  constructor(config: InternalAxiosRequestConfig, send: AxiosAdapter, policy: CallPolicy) {
    this.outgoing = new Outgoing(config);
    this.policy = policy;
    this.#send = send;
  }

  get isAborted(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Judges what is found after the engine has finished. */
  judge(failure: Failure): Verdict {
    return judge({ ...failure, request: this.outgoing.describe() }, this.policy.retry);
  }

  async run(): Promise<AxiosResponse> {
    const { signal, release } = callerSignal(this.outgoing.config);
    this.#signal = signal;
    try {
      const policy = { ...this.policy.retry, signal };
      return await runWithPolicy((context) => this.#attempt(context), policy, this.outgoing.describe, this);
    } finally {
      // An abort still ends a stream that the caller reads.
      onceUnused(this.#inUse, release);
    }
  }

  interrupted(error: unknown, end: FailedEnd): never {
    this.#inUse = undefined;
    return reject(this.#asAxios(error), end, exchangeOf(this.outgoing.config));
  }

  async #attempt({ signal, received }: AttemptContext): Promise<Attempt<AxiosResponse>> {
    const { config, abandon } = this.outgoing.next(signal);
    this.#response = this.#inUse = undefined;
    try {
      this.#response = await this.#send(config);
      this.outgoing.restore(config);
      endWhenSilent(this.#response, this.outgoing.config);
      const attempt = await observe(this.#response, this, received, abandon);
      this.#inUse = attempt.inUse;
      return attempt;
    } catch (error) {
      this.outgoing.restore(config);
      // Adapters reject with "canceled" for timeouts too.
      throw signal?.aborted === true && isLimit(signal.reason) ? signal.reason : error;
    }
  }

  /** What the transport threw, or the timeout that ended its attempt. */
  thrown(error: unknown): Attempt<AxiosResponse> {
    const response = this.#response ?? (axios.isAxiosError(error) ? error.response : undefined);
    const { status, headers, data: body } = response ?? {};
    const { timeoutErrorMessage } = this.outgoing.config;
    // With words of the caller's own, it looks like a connection that was aborted.
    const isTimeout = timeoutErrorMessage && axios.isAxiosError(error) && error.message === timeoutErrorMessage;
    return {
      ok: false,
      failure: { error: isTimeout ? new DOMException(error.message, "TimeoutError") : error, status, headers, body },
      canReplay: this.outgoing.canReplay,
      settle: (end) => reject(this.#asAxios(error, response), end, exchangeOf(this.outgoing.config, response)),
    };
  }

  /** A call that the throttle did not send, as an error with a response that says so. */
  async refused(end: FailedEnd): Promise<never> {
    const { config } = this.outgoing;
    const { status, headers } = refusedAnswer(end.verdict, this.policy.triage.normalize);
    const body = JSON.stringify(errorBody(end.verdict, this.outgoing.describe().url));
    const data = await dataFrom(body, config.responseType, isNodes(this.#send));
    const response = { status, statusText: "", headers: new AxiosHeaders(headers), data, config };
    return refused(response, end, exchangeOf(config), this.messageOf(end));
  }

  /** How one of our own errors describes the call's end. */
  messageOf(end: FailedEnd): string {
    return new CometError(end.verdict, end, undefined, reportRequestOf(this.outgoing.config)).message;
  }

  /** Aborts, timeouts and what reading the response threw as axios reports them; anything else as the adapter threw it. */
  #asAxios(error: unknown, response?: AxiosResponse): unknown {
    const { config } = this.outgoing;
    if (this.isAborted) {
      const canceled =
        config.cancelToken?.reason ?? (axios.isCancel(error) ? error : new CanceledError(undefined, config));
      return withCause(canceled, this.#signal?.reason);
    }
    const isLate = isLimit(error);
    if (!isLate && (response === undefined || axios.isAxiosError(error))) return error;
    const { message = String(error), code } = Object(error) as AxiosError;
    const name = isLate ? AxiosError.ETIMEDOUT : code;
    return withCause(new AxiosError(message, name, config, response?.request, response), error);
  }
}

/** Whether it is the adapter of Node's own transport, which axios leaves out elsewhere. */
function isNodes(adapter: AxiosAdapter): boolean {
  try {
    return adapter === axios.getAdapter("http");
  } catch {
    return false;
  }
}
