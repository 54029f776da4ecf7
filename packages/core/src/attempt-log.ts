import type { Verdict } from "./classify.ts";
import type { RequestInfo } from "./failure.ts";
import type { AttemptRecord, FailedEnd, RetryEnd, StopReason } from "./retry-types.ts";
import type { Runtime } from "./runtime.ts";
import { pathOf } from "./url.ts";

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
  /** The call is over for the engine: what is thrown from now on comes from the transport. */
  isOver = false;
  readonly #request: () => RequestInfo;
  readonly #runtime: Runtime;
  readonly #records: AttemptRecord[] = [];
  #pending: (() => AttemptRecord) | undefined;

  constructor(request: () => RequestInfo, runtime: Runtime) {
    this.#request = request;
    this.#runtime = runtime;
  }

  get attempts(): readonly AttemptRecord[] {
    if (this.#pending) {
      this.#records.push(this.#pending());
      this.#pending = undefined;
    }
    return this.#records;
  }

  succeed(attempt: number, timestamp: number, status: number | undefined): void {
    const durationMs = this.#runtime.now() - timestamp;
    this.#pending = () => ({ attempt, timestamp, durationMs, ...this.#about(), status });
  }

  fail(attempt: number, timestamp: number, verdict: Verdict, body: unknown): AttemptRecord {
    const record: AttemptRecord = {
      attempt,
      timestamp,
      durationMs: this.#runtime.now() - timestamp,
      ...this.#about(),
      status: verdict.status,
      requestId: verdict.requestId,
      ruleId: verdict.ruleId,
      body: typeof body === "string" ? body.slice(0, bodyLimit) : undefined,
    };
    this.#records.push(record);
    return record;
  }

  /** How the call ended, for a failure. */
  failed(verdict: Verdict, reason: StopReason): FailedEnd {
    return { attempts: this.#records, verdict, reason, repeated: isRepeated(this.#records, verdict.ruleId) };
  }

  #about(): Pick<AttemptRecord, "method" | "endpoint" | "model"> {
    const { method, url, model } = this.#request();
    return { method, endpoint: url === undefined ? undefined : pathOf(url), model };
  }
}
