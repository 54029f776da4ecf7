import type { Verdict } from "../classify.ts";
import type { CallInThrottle } from "./call-in-throttle.ts";

/** How long calls are refused at first; doubled with each probe that fails, in milliseconds. */
const firstMs = 1000;
const longestMs = 30_000;

/** How long a first failure waits for a second one to confirm it, in milliseconds. */
const suspectMs = 10_000;

/**
 * A circuit breaker: refuses calls that would certainly fail. It opens when two calls met the failure with no success between;
 * then one call at a time, the probe, tests whether it is over. Calls are known by number, so that none is kept in memory.
 */
export class Breaker {
  #verdict: Verdict | undefined;
  #until = 0;
  #lastMs = 0;
  #probe: number | undefined;
  #suspect: number | undefined;
  #suspectUntil = 0;

  get isOpen(): boolean {
    return this.#verdict !== undefined;
  }

  /** When the next probe may leave. */
  get until(): number {
    return this.#until;
  }

  /**
   * The verdict that a call is refused with, if it is; otherwise, while open, the call becomes the probe. Nobody knows when a
   * probe ends: the others may ask again in a second. A retry in spite of a final verdict is let through: the caller asked for it.
   */
  refusal({ id, attempts }: Pick<CallInThrottle, "id" | "attempts">, now: number): Verdict | undefined {
    if (!this.#verdict) return undefined;
    if (this.#probe === undefined && now >= this.#until) {
      this.#probe = id;
      return undefined;
    }
    if (attempts > 0 && !this.#verdict.retryable) return undefined;
    return { ...this.#verdict, refused: "circuit-open", retryAfterMs: Math.max(0, this.#until - now) || firstMs };
  }

  /**
   * A call met the failure.
   *
   * @param leastMs - how long the server says it will last
   * @returns how long calls are refused now, in milliseconds; nothing if the breaker does not open
   */
  fail(call: number, verdict: Verdict, now: number, leastMs: number): number | undefined {
    if (this.#verdict ? this.#probe !== call : !this.#isConfirmed(call, now)) return undefined;
    this.#verdict = verdict;
    this.#probe = undefined;
    this.#lastMs = Math.min(longestMs, Math.max(firstMs, this.#lastMs * 2));
    const ms = Math.max(leastMs, this.#lastMs);
    this.#until = now + ms;
    return ms;
  }

  /** A call succeeded. Returns whether that closed the breaker. */
  succeed(call: number): boolean {
    this.#suspect = undefined;
    if (this.#probe !== call) return false;
    this.#verdict = undefined;
    this.#probe = undefined;
    this.#lastMs = 0;
    return true;
  }

  leave(call: number): void {
    if (this.#probe === call) this.#probe = undefined;
  }

  #isConfirmed(call: number, now: number): boolean {
    const isConfirmed = this.#suspect !== undefined && this.#suspect !== call && now <= this.#suspectUntil;
    this.#suspect = call;
    this.#suspectUntil = now + suspectMs;
    return isConfirmed;
  }
}
