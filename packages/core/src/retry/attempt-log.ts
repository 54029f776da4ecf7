import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import { pathOf } from "../read/url.ts";
import type { RetryPolicy } from "./retry-options.ts";
import type { AttemptRecord, FailedEnd, RetryEnd, ShouldRetryContext, StopReason } from "./retry-types.ts";

/** How much of a failure's body a record keeps, in characters. */
const bodyLimit = 65_536;

/** How often the same rule must end an attempt to count as repeated. */
const repeatedAt = 3;

/** Whether the same rule ended enough attempts to suggest a support report. */
export const isRepeated = (attempts: readonly AttemptRecord[], ruleId: string): boolean =>
  attempts.filter((attempt) => attempt.ruleId === ruleId).length >= repeatedAt;

/** The attempts of one call. The record of a success is made only when it is read. */
export class AttemptLog implements RetryEnd {
  readonly repeated = false;
  readonly #request: () => RequestInfo;
  readonly #policy: RetryPolicy;
  readonly #records: AttemptRecord[] = [];
  #begun = 0;
  #success: (() => AttemptRecord) | undefined;

  constructor(request: () => RequestInfo, policy: RetryPolicy) {
    this.#request = request;
    this.#policy = policy;
  }

  get attempts(): readonly AttemptRecord[] {
    if (this.#success) {
      this.#records.push(this.#success());
      this.#success = undefined;
    }
    return this.#records;
  }

  /** The record of the last attempt. */
  get last(): AttemptRecord {
    return this.attempts.at(-1) as AttemptRecord;
  }

  /** Starts an attempt. Returns its number. */
  begin(): number {
    this.#begun = this.#policy.runtime.now();
    return this.#records.length + 1;
  }

  succeed(status: number | undefined): void {
    const end = this.#policy.runtime.now();
    this.#success = () => this.#record(end, { status });
  }

  fail({ status, requestId, ruleId }: Verdict, body: unknown): void {
    const head = typeof body === "string" ? body.slice(0, bodyLimit) : undefined;
    this.#records.push(this.#record(this.#policy.runtime.now(), { status, requestId, ruleId, body: head }));
  }

  /** What hooks receive about the last attempt. */
  contextOf(verdict: Verdict, error?: unknown): ShouldRetryContext {
    const attempt = this.#records.length;
    const retryCount = Math.max(0, attempt - 1);
    const retriesLeft = Math.max(0, this.#policy.maxRetries - attempt + 1);
    const attempts = Object.freeze([...this.#records]);
    return Object.freeze({ attempt, retryCount, retriesLeft, verdict, error, attempts });
  }

  /** How the call ended, for a failure. */
  end(verdict: Verdict, reason: StopReason): FailedEnd {
    return { attempts: this.#records, verdict, reason, repeated: isRepeated(this.#records, verdict.ruleId) };
  }

  #record(end: number, outcome: Partial<AttemptRecord>): AttemptRecord {
    const { method, url, model } = this.#request();
    return {
      attempt: this.#records.length + 1,
      timestamp: this.#begun,
      durationMs: end - this.#begun,
      method,
      endpoint: url === undefined ? undefined : pathOf(url),
      model,
      ...outcome,
    };
  }
}
