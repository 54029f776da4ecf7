import type { Verdict } from "../classify.ts";

/** How long calls are refused at first; doubled with each probe that fails, in milliseconds. */
const firstMs = 1000;
const longestMs = 30_000;

/** How long one call's failure is remembered until another one confirms it, in milliseconds. */
const suspectMs = 10_000;

/**
 * Refuses calls that would meet a failure for sure. Two calls must have met it, with no success between; from then on one
 * call at a time, the probe, finds out whether it is over. Calls are numbers: one that is over must not be kept.
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
   * The failure that a call is spared, if it is; else, while it is open, the call becomes the probe. Who sends a call
   * again in spite of its verdict means it.
   */
  refusal(call: number, now: number, isResend = false): Verdict | undefined {
    if (!this.#verdict) return undefined;
    if (this.#probe === undefined && now >= this.#until) {
      this.#probe = call;
      return undefined;
    }
    if (isResend && !this.#verdict.retryable) return undefined;
    return { ...this.#verdict, refused: "circuit-open", retryAfterMs: Math.max(0, this.#until - now) };
  }

  /**
   * A call met the failure.
   *
   * @param leastMs - how long the server says it will last
   * @returns how long calls are refused now, in milliseconds; nothing where that is not known to help
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

  /** A call got through. Returns whether that closed it. */
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
