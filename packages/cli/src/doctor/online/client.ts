import type { Runtime, Verdict } from "@comet-triage/core";
import { attemptsOf, createFetch, type Report, type ReportOptions, reportOf, verdictOf } from "@comet-triage/fetch";

/** A request as it is sent. */
export interface ClientRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The request costs money: when its outcome is unknown it is not sent again. */
  readonly isPaid?: boolean | undefined;
}

/** The final result of a request. */
export interface Answer {
  /** Absent for a success. */
  readonly verdict?: Verdict | undefined;
  readonly body: string;
  /** Failures before it that a retry recovered from: status or rule of each. */
  readonly recoveredFrom: readonly string[];
  report(options: ReportOptions): Promise<Report | undefined>;
}

export interface ClientOptions {
  readonly maxCalls: number;
  /** Limit of one attempt, in milliseconds. */
  readonly timeout: number;
  readonly runtime?: Runtime | undefined;
  /** Called before each wait for another attempt. */
  readonly onWait: (verdict: Verdict, delayMs: number) => void;
}

/** Thrown when another call would exceed `maxCalls`. */
export class NoCallsLeft extends Error {
  override readonly name = "NoCallsLeft";
}

/** Retries of a retryable failure: if it fails three times in the same way, that is a finding. */
const maxRetries = 2;

/** The longest server wait that is obeyed, in milliseconds: a longer one is reported and ends the checks. */
const maxRetryAfter = 30_000;

/** Sends every request of `doctor`: follows no redirect, counts calls, and stops at `maxCalls`. */
export class Client {
  calls = 0;
  readonly #maxCalls: number;
  readonly #fetch: ReturnType<typeof createFetch>;

  constructor({ maxCalls, timeout, runtime, onWait }: ClientOptions) {
    this.#maxCalls = maxCalls;
    this.#fetch = createFetch({
      fetch: (input, init) => {
        this.calls++;
        return globalThis.fetch(input, { ...init, redirect: "manual" });
      },
      timeout,
      // Each check needs the gateway's own answer, whatever happened in the checks before it.
      throttle: false,
      maxRetries,
      maxRetryAfter,
      shouldRetry: () => (this.#hasCalls ? undefined : false),
      onRetry: ({ verdict, delayMs }) => onWait(verdict, delayMs),
      ...(runtime && { runtime }),
    });
  }

  get #hasCalls(): boolean {
    return this.calls < this.#maxCalls;
  }

  /** @throws NoCallsLeft */
  async send({ method, url, headers, body, isPaid = false }: ClientRequest): Promise<Answer> {
    if (!this.#hasCalls) throw new NoCallsLeft();
    const triage = { unknownOutcome: isPaid ? "stop" : "retry" } as const;
    const init = { method, headers, triage, ...(body !== undefined && { body }) };
    try {
      const response = await this.#fetch(url, init);
      // A stream is judged once it has ended.
      return answerOf(response, await response.text());
    } catch (error) {
      if (verdictOf(error) === undefined) throw error;
      return answerOf(error, "");
    }
  }
}

const answerOf = (result: unknown, body: string): Answer => ({
  verdict: verdictOf(result),
  body,
  recoveredFrom: (attemptsOf(result) ?? []).slice(0, -1).map(({ status, ruleId }) => `${status ?? ruleId}`),
  report: (options) => reportOf(result, options),
});
