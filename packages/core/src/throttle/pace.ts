/** Where slow start begins, in requests a second. */
const startRate = 20;

/** The slowest rate, in requests per second: one probe now and then. */
const leastRate = 1;

/** Slow start doubles the rate after this many seconds, or after this many response times, whichever is longer. */
const doubling = 0.15;
const answersToDouble = 1.5;

/** A request counts as accepted if it is not refused for this many milliseconds, or this many response times. */
const leastPatienceMs = 100;
const answersToTrust = 3;

/** Share of failed requests that is tolerated, unless the server asks for fewer requests. */
const tolerance = 0.1;

/** Weight of the newest request in the moving share of refused requests. */
const weight = 0.05;

/** Factor on the rate after a refusal, while no request has been accepted yet. */
const back = 0.7;

/** Above the knee the rate grows by this share in the first second, and faster the longer no request is refused. */
const growth = 0.05;

/** Factor on the rate that the server was seen to accept. */
const keep = 0.95;

/** If the rate is this many times what the server accepted, it grew too fast: the server's limit lies between the two. */
const tooFast = 1.25;

/** After this many times the wait of a refused call without a refusal, a higher rate is tried. */
const seldom = 10;

/** How many requests must be accepted before the rate can be measured from them. */
const sample = 10;

/** A rate below this, in requests per second, means three refusals in a row without a success: an outage. */
const outageRate = 8;

/** After an outage, requests are sent at this multiple of the arrival rate, and at most at the second one. */
const recovery = 2;
const mostRecovery = 2.5;

/** After a refusal of a request sent before pacing began, nothing is sent for this long, in milliseconds: the server is still busy with the others. */
export const crowdMs = 100;

/** How much delay of a late timer may be caught up, in milliseconds. */
const creditMs = 150;

/**
 * The rate at which requests may be sent.
 *
 * The requests accepted between two refusals show the server's capacity: at both refusals it was exhausted. So a refusal sets
 * the rate a little below that. Below the knee, a rate known or expected to be good, the rate doubles. Above it, the rate grows
 * slowly, and only if a refused call would be back before the queue is empty: otherwise trying makes everything end later.
 * Nothing grows before a request was accepted.
 */
export class Pace {
  /** Requests a second at `#since`. */
  #base = startRate;
  #knee = Number.POSITIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;
  #doubling = doubling;
  #answerMs: number;
  /** When the first request since the last refusal was sent. */
  #triedAt = Number.POSITIVE_INFINITY;
  #since: number;
  #roundStart: number;
  #sent = 0;
  #refused = 0;
  /** The moving share of refused requests. */
  #share = 0;
  #isProved = false;
  #next: number;
  /** How long a refusal makes its caller wait, in milliseconds; 0 while the limit is still unknown. */
  #penaltyMs = 0;

  /** @param answerMs - how long the server took to refuse a request */
  constructor(now: number, answerMs: number) {
    this.#answerMs = answerMs;
    this.#since = now;
    this.#roundStart = now;
    this.#next = now + 1000 / startRate;
  }

  /** Whether a request was accepted since the rate last fell. */
  get isProved(): boolean {
    return this.#isProved;
  }

  /** When the next request may be sent, by the throttle's time. */
  get next(): number {
    return this.#next;
  }

  /** Seconds from base to knee. */
  get #toKnee(): number {
    return this.#doubling * Math.log2(Math.max(1, this.#knee / this.#base));
  }

  /** Requests per second. */
  rate(now: number): number {
    if (!this.#isProved) return this.#base;
    const seconds = Math.max(0, now - this.#since) / 1000;
    const toKnee = this.#toKnee;
    if (seconds < toKnee) return this.#base * 2 ** (seconds / this.#doubling);
    const beyond = seconds - toKnee;
    return Math.min(this.#most, Math.max(this.#base, this.#knee) * (1 + growth * beyond * (1 + beyond ** 2 / 4)));
  }

  /** The server answered in so many milliseconds. The shortest time tells how soon a refusal can arrive. */
  heard(ms: number): void {
    this.#answerMs = Math.min(this.#answerMs, ms);
  }

  /** Sends nothing until then: requests sent before pacing began still use the server's capacity. */
  hold(until: number): void {
    this.#next = Math.max(this.#next, until);
    this.#since = Math.max(this.#since, until);
    this.#startRound(Math.max(this.#roundStart, until));
  }

  /** A request is sent. `arrivals`: new calls per second; `queued`: waiting calls. */
  send(now: number, arrivals: number, queued: number): void {
    this.#sent++;
    this.#share *= 1 - weight;
    // Successes may take long: a request that is not refused in the time of a refusal counts as accepted.
    if (now - this.#triedAt > Math.max(leastPatienceMs, answersToTrust * this.#answerMs)) this.accept(now, arrivals);
    this.#triedAt = Math.min(this.#triedAt, now);
    const unused = Math.max(0, now - creditMs - this.#next);
    const isBackInTime = queued * 1000 >= this.rate(now) * this.#penaltyMs;
    if (!isBackInTime && now - this.#triedAt <= seldom * this.#penaltyMs)
      this.#since = Math.max(this.#since, now - this.#toKnee * 1000);
    // Time in which the rate was not used does not let it grow.
    this.#since = Math.min(now, this.#since + unused);
    this.#next += unused + 1000 / this.rate(now);
  }

  /** A request was accepted. `arrivals`: new calls per second. */
  accept(now: number, arrivals: number): void {
    if (this.#isProved) return;
    this.#isProved = true;
    this.#doubling = Math.max(doubling, (answersToDouble * this.#answerMs) / 1000);
    this.#since = now;
    if (this.#base >= startRate) return;
    // The server is back after an outage: waiting calls must not be sent all at once.
    const wasDown = this.#base < outageRate;
    this.#base = startRate;
    this.#knee = wasDown ? Math.max(startRate, recovery * arrivals) : Number.POSITIVE_INFINITY;
    this.#most = wasDown ? Math.max(startRate, mostRecovery * arrivals) : Number.POSITIVE_INFINITY;
    this.#next = Math.min(this.#next, now + 1000 / startRate);
    this.#startRound(now);
  }

  /**
   * A request was refused.
   *
   * @param isAsked - the server asks for fewer requests: not even one refusal in ten is tolerated
   * @param penaltyMs - how long the server makes its caller wait
   * @returns whether a new rate begins, about which earlier requests say nothing
   */
  refuse(now: number, isAsked: boolean, penaltyMs: number): boolean {
    this.#refused++;
    this.#triedAt = Number.POSITIVE_INFINITY;
    this.#share += weight;
    const accepted = this.#sent - this.#refused;
    if (this.#isProved && !isAsked && this.#share <= tolerance) return false;
    const rate = this.rate(now);
    // The server is exhausted: give it the time of two requests.
    this.#next = Math.max(this.#next, now + 2000 / rate);
    const isKnown = accepted >= sample;
    const went = isKnown ? (accepted * 1000) / Math.max(1, now - this.#roundStart) : rate;
    this.#base = Math.max(leastRate, Math.min(rate, went) * (this.#isProved ? keep : back));
    this.#since = now;
    this.#share = 0;
    if (isKnown) this.#startRound(now);
    if (isKnown || !this.#isProved || this.#knee === Number.POSITIVE_INFINITY) {
      const isTooFast = this.#isProved && rate > tooFast * went;
      // At most twice: a stalled process may have a rate that it never used.
      this.#knee = isTooFast ? Math.min(2 * went, Math.sqrt(rate * went)) : this.#base;
      this.#penaltyMs = isTooFast ? 0 : penaltyMs;
    } else this.#knee *= keep;
    this.#most = Number.POSITIVE_INFINITY;
    return isKnown || !this.#isProved;
  }

  #startRound(now: number): void {
    this.#roundStart = now;
    this.#sent = 0;
    this.#refused = 0;
  }
}
