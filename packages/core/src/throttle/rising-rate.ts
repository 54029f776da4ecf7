/** Where slow start begins, and the slowest rate, one probe now and then: in requests per second. */
export const startRate = 20;
const leastRate = 1;

/** Slow start doubles the rate after this many seconds, or after this many response times, whichever is longer. */
const leastDoubling = 0.15;
const answersToDouble = 1.5;

/** Above the knee the rate grows by this share in the first second, and faster the longer no request is refused. */
const growth = 0.05;

/** After this many times the wait of a refused call without a refusal, a higher rate is tried. */
const seldom = 10;

/** Factor on the rate after a refusal: on the last one while no request has been accepted, else on what the server accepted. */
const back = 0.7;
const keep = 0.95;

/** If the rate is this many times what the server accepted, it grew too fast: the server's limit lies between the two. */
const tooFast = 1.25;

/** A rate below this means three refusals in a row without a success: an outage. */
const outageRate = 8;

/** After an outage, requests are sent at this multiple of the arrival rate, and at most at the second one. */
const recovery = 2;
const mostRecovery = 2.5;

/**
 * A rate that rises while no request is refused. Below the knee, a rate known or expected to be good, it doubles. Above it, it
 * grows slowly, and only if a refused call would be back before the queue is empty: otherwise trying makes everything end later.
 * Nothing grows before a request was accepted.
 */
export class RisingRate {
  #base = startRate;
  #knee = startRate;
  #most = Infinity;
  /** Seconds in which it doubles; 0 before a request was accepted. */
  #doubling = 0;
  /** When it was at its base. */
  #since = 0;
  /** How long a refusal makes its caller wait, in milliseconds; 0 while the limit is still unknown. */
  #penaltyMs = 0;

  /** Whether a request was accepted. */
  get isProved(): boolean {
    return this.#doubling > 0;
  }

  /** Requests per second. */
  rate(now: number): number {
    if (!this.isProved) return this.#base;
    const seconds = Math.max(0, now - this.#since) / 1000;
    const beyond = seconds - this.#toKnee;
    if (beyond < 0) return this.#base * 2 ** (seconds / this.#doubling);
    return Math.min(this.#most, Math.max(this.#base, this.#knee) * (1 + growth * beyond * (1 + beyond ** 2 / 4)));
  }

  /** Does not rise until then. */
  hold(until: number): void {
    this.#since = Math.max(this.#since, until);
  }

  /** A request is sent, after `calmMs` without a refusal. The rate was not used for `unusedMs`: that does not let it grow. */
  send(now: number, unusedMs: number, calmMs: number, queued: number): void {
    const isBackInTime = queued * 1000 >= this.rate(now) * this.#penaltyMs;
    if (!isBackInTime && calmMs <= seldom * this.#penaltyMs) this.hold(now - this.#toKnee * 1000);
    this.#since = Math.min(now, this.#since + unusedMs);
  }

  /** A first request was accepted. `arrivals`: new calls per second. */
  accept(now: number, answerMs: number, arrivals: number): void {
    // The server is back after an outage: waiting calls must not be sent all at once.
    const limit = this.#base < outageRate ? arrivals : Infinity;
    this.#base = startRate;
    this.#knee = Math.max(startRate, recovery * limit);
    this.#most = Math.max(startRate, mostRecovery * limit);
    this.#doubling = Math.max(leastDoubling, (answersToDouble * answerMs) / 1000);
    this.#since = now;
  }

  /** A request was refused. `accepted`: requests per second that were accepted; nothing if they were too few to tell. */
  refuse(now: number, penaltyMs: number, accepted: number | undefined): void {
    const rate = this.rate(now);
    const went = accepted ?? rate;
    const isTooFast = this.isProved && rate > tooFast * went;
    this.#base = Math.max(leastRate, Math.min(rate, went) * (this.isProved ? keep : back));
    this.#since = now;
    this.#most = Infinity;
    if (accepted === undefined && this.isProved && this.#knee < Infinity) this.#knee *= keep;
    else {
      // At most twice: a stalled process may have a rate that it never used.
      this.#knee = isTooFast ? Math.min(2 * went, Math.sqrt(rate * went)) : this.#base;
      this.#penaltyMs = isTooFast ? 0 : penaltyMs;
    }
  }

  /** Seconds from base to knee. */
  get #toKnee(): number {
    return this.#doubling * Math.log2(Math.max(1, this.#knee / this.#base));
  }
}
