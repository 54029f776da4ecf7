import type { RetryPolicy } from "./retry-options.ts";

/** The clock of one attempt. */
interface AttemptClock {
  readonly signal: AbortSignal | undefined;
  /** Ends the attempt's own limit; the call's goes on. */
  readonly stop: () => void;
}

const noClock: Pick<AttemptClock, "stop"> = { stop: () => {} };

/** The limits of one call: `totalTimeout` over all, `timeout` for each attempt, and the caller's signal. */
export class Deadline {
  readonly #policy: RetryPolicy;
  readonly #end: number;
  #stopTotal: (() => void) | undefined;
  #total: AbortController | undefined;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
    const { totalTimeout, runtime } = policy;
    this.#end = totalTimeout === undefined ? Number.POSITIVE_INFINITY : runtime.now() + totalTimeout;
    if (totalTimeout !== undefined && totalTimeout > 0) {
      const total = new AbortController();
      this.#total = total;
      this.#stopTotal = this.#after(totalTimeout, () => total.abort(timeoutError("total", totalTimeout)));
    }
  }

  /** Milliseconds left for the call. */
  left(): number {
    return this.#end - (this.#end === Number.POSITIVE_INFINITY ? 0 : this.#policy.runtime.now());
  }

  /** @throws DOMException `TimeoutError` when `totalTimeout` has passed */
  throwIfPassed(): void {
    if (this.left() <= 0) throw timeoutError("total", this.#policy.totalTimeout ?? 0);
  }

  /** A signal for one attempt, and its limit. Without any limit it is the caller's own signal. */
  startAttempt(): AttemptClock {
    const { signal, timeout } = this.#policy;
    if (timeout === undefined && this.#total === undefined) return { signal: signal ?? undefined, ...noClock };
    const signals = [signal, this.#total?.signal].filter((item) => item instanceof AbortSignal);
    if (timeout === undefined) return { signal: anyOf(signals), ...noClock };
    const controller = new AbortController();
    const stop = this.#after(timeout, () => controller.abort(timeoutError("attempt", timeout)));
    return { signal: anyOf([...signals, controller.signal]), stop };
  }

  /** Waits for a hook, but not beyond the caller's signal. */
  async race<T>(hook: T | Promise<T>): Promise<T> {
    const { signal } = this.#policy;
    if (!signal) return hook;
    let stop = () => {};
    const aborted = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop, { once: true });
      if (signal.aborted) stop();
    });
    try {
      return await Promise.race([hook, aborted]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  /** Ends the clock of the call. */
  clear(): void {
    this.#stopTotal?.();
  }

  #after(ms: number, action: () => void): () => void {
    const canceled = new AbortController();
    this.#policy.runtime.sleep(ms, canceled.signal).then(action, () => {});
    return () => canceled.abort();
  }
}

const anyOf = (signals: AbortSignal[]): AbortSignal | undefined =>
  signals.length < 2 ? signals[0] : AbortSignal.any(signals);

const timeoutError = (limit: "total" | "attempt", ms: number): DOMException =>
  new DOMException(
    limit === "total" ? `The call timed out: totalTimeout is ${ms} ms` : `The attempt timed out: timeout is ${ms} ms`,
    "TimeoutError",
  );
