import { after, timeoutError } from "../runtime.ts";
import { unlessAborted } from "./abort.ts";
import { type AttemptClock, limitedClock, unlimitedClock } from "./attempt-clock.ts";
import type { RetryPolicy } from "./retry-options.ts";

/** The limits of one call: `totalTimeout` over all, `timeout` for each attempt, and the caller's signal. */
export class Deadline {
  readonly #policy: RetryPolicy;
  readonly #end: number = Infinity;
  readonly #signals: AbortSignal[] = [];
  /** Ends the clock of the call. */
  readonly clear: () => void = () => {};
  #timeUp: DOMException | undefined;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
    const { totalTimeout, runtime, signal } = policy;
    if (signal) this.#signals.push(signal);
    if (totalTimeout === undefined) return;
    const total = new AbortController();
    this.#signals.push(total.signal);
    this.clear = after(totalTimeout, runtime, () => total.abort(this.#timeIsUp()));
    // After that call: in tests, calling `sleep` may move the clock.
    this.#end = runtime.now() + totalTimeout;
  }

  /** What is thrown when `totalTimeout` has passed: always the same error. */
  #timeIsUp(): DOMException {
    this.#timeUp ??= timeoutError(`The call timed out: totalTimeout is ${this.#policy.totalTimeout} ms`);
    return this.#timeUp;
  }

  /** Throws what has ended the call, if anything has. The wait before may have taken longer than planned. */
  check(): void {
    const { signal } = this.#policy;
    // Not `throwIfAborted`: signals of other realms and polyfills lack it.
    if (signal?.aborted) throw signal.reason;
    if (this.left() <= 0) throw this.#timeIsUp();
  }

  isTimeUp(error: unknown): boolean {
    return error !== undefined && error === this.#timeUp;
  }

  /** Milliseconds left for the call. */
  left(): number {
    return this.#end - this.#policy.runtime.now();
  }

  /** A signal for one attempt, and its limit. Without any limit it is the caller's own signal. */
  startAttempt(): AttemptClock {
    const { signal, timeout, totalTimeout } = this.#policy;
    if (timeout === undefined && totalTimeout === undefined) return unlimitedClock(signal ?? undefined);
    return limitedClock(this.#policy, this.#signals);
  }

  /** Waits for a hook, but not beyond the caller's signal and the end of the call. */
  race<T>(waited: T | PromiseLike<T>): Promise<T> {
    return unlessAborted(waited, this.#signals);
  }

  /** Waits for a hook that no longer decides anything: only as long as there is time, and running out of it is no error. */
  async whileTime(waited: unknown): Promise<void> {
    await this.race(waited).catch((error: unknown) => {
      if (!this.isTimeUp(error)) throw error;
    });
  }
}
