import type { Runtime, Verdict } from "@comet-triage/core";
import { attemptsOf, createFetch, type Report, type ReportOptions, reportOf, verdictOf } from "@comet-triage/fetch";

/** A request as it goes out. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Work that may be done, and billed, is not asked for again. */
  readonly isPaid?: boolean | undefined;
}

/** What came of it, once it was decided. */
export interface Answer {
  /** Absent for a success. */
  readonly verdict?: Verdict | undefined;
  readonly body: string;
  /** Failures before it that a resend mended: status or rule of each. */
  readonly mended: readonly string[];
  report(options: ReportOptions): Promise<Report | undefined>;
}

export interface WireOptions {
  readonly maxCalls: number;
  /** Limit of one attempt, in milliseconds. */
  readonly timeout: number;
  readonly runtime?: Runtime | undefined;
  /** Told of each wait before a resend. */
  readonly onWait: (verdict: Verdict, delayMs: number) => void;
}

/** Thrown where a call more than the cap would be needed. */
export class NoCallsLeft extends Error {
  override readonly name = "NoCallsLeft";
}

/** Resends of a failure that the table calls retryable; three of a kind are a finding. */
const maxRetries = 2;

/** Longest wait that is obeyed, in milliseconds: longer ones are told, and end the walk. */
const maxRetryAfter = 30_000;

/** The only way to the network: redirects off, every call counted, none beyond the cap; judged and resent as core says. */
export class Wire {
  calls = 0;
  readonly #maxCalls: number;
  readonly #fetch: ReturnType<typeof createFetch>;

  constructor({ maxCalls, timeout, runtime, onWait }: WireOptions) {
    this.#maxCalls = maxCalls;
    this.#fetch = createFetch({
      fetch: (input, init) => {
        this.calls++;
        return globalThis.fetch(input, { ...init, redirect: "manual" });
      },
      timeout,
      // Each check wants the gateway's own answer, whatever the one before met.
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
  async send({ method, url, headers, body, isPaid = false }: WireRequest): Promise<Answer> {
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
  verdict: verdictOn(result),
  body,
  mended: (attemptsOf(result) ?? []).slice(0, -1).map(({ status, ruleId }) => `${status ?? ruleId}`),
  report: (options) => reportOf(result, options),
});

/** Without a response it is the root of what was thrown that tells something: fetch says "fetch failed" to everything. */
function verdictOn(result: unknown): Verdict | undefined {
  const verdict = verdictOf(result);
  return verdict && result instanceof Error ? { ...verdict, message: rootOf(result).message } : verdict;
}

const rootOf = (error: Error, depth = 0): Error =>
  error.cause instanceof Error && depth < 5 ? rootOf(error.cause, depth + 1) : error;
