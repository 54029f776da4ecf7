/** Where slow start begins, in requests a second. */
const startRate = 20;

/** As slow as it gets, in requests a second: one probe now and then. */
const leastRate = 1;

/** Slow start doubles the rate this often, in seconds, or once in so many times that an answer takes. */
const doubling = 0.15;
const answersToDouble = 1.5;

/** A request that is not refused for so long, in milliseconds, or for so many times that a refusal takes, went through. */
const leastPatienceMs = 100;
const answersToTrust = 3;

/** Share of requests that may be refused before that slows the pace, where the server does not ask for it. */
const tolerance = 0.1;

/** How much the last request counts in the share of those that were refused. */
const weight = 0.05;

/** What is left of the rate after a refusal as long as nothing goes through. */
const back = 0.7;

/** Beyond the knee the rate grows by this share of it in the first second, and faster the longer that goes well. */
const growth = 0.05;

/** What is kept of the rate that was seen to go through. */
const keep = 0.95;

/** A rate so many times what went through was reached too fast to tell: what the server can do lies between the two. */
const tooFast = 1.25;

/** Without a refusal for so many times the wait that one costs, more is tried for once. */
const seldom = 10;

/** How many requests must have gone through to know the rate from them. */
const sample = 10;

/** Slower than that, in requests a second, nothing went through three times in a row: that was an outage. */
const outageRate = 8;

/** After an outage requests leave at so many times the rate at which calls come, and at most at so many times. */
const recovery = 2;
const mostRecovery = 2.5;

/** Nothing leaves for so long after a refusal of what left before there was a pace: the server is crowded by it. In milliseconds. */
export const crowdMs = 100;

/** How much of a late timer is made up for, in milliseconds. */
const creditMs = 150;

/**
 * How fast requests may leave.
 *
 * What goes through between two refusals is what the server can do: at both it had nothing left. So a refusal sets the
 * rate a little below that. Below the knee, the rate that is known or expected to be good, it doubles; beyond, it feels
 * its way, as long as who is refused for it is back before the queue is empty: else all end later for it. Nothing grows
 * before a request went through.
 */
export class Pace {
  /** Requests a second at `#since`. */
  #base = startRate;
  #knee = Number.POSITIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;
  #doubling = doubling;
  #answerMs: number;
  /** When the first request left since the last refusal. */
  #triedAt = Number.POSITIVE_INFINITY;
  #since: number;
  #roundStart: number;
  #sent = 0;
  #refused = 0;
  /** Of the last requests, the share that was refused. */
  #share = 0;
  #isProved = false;
  #next: number;
  /** How long a refusal makes a caller wait, in milliseconds; 0 while the rate is still looked for. */
  #penaltyMs = 0;

  /** @param answerMs - how long the server took to refuse a request */
  constructor(now: number, answerMs: number) {
    this.#answerMs = answerMs;
    this.#since = now;
    this.#roundStart = now;
    this.#next = now + 1000 / startRate;
  }

  /** Whether a request went through since the last change for the worse. */
  get isProved(): boolean {
    return this.#isProved;
  }

  /** When the next request may leave. */
  get next(): number {
    return this.#next;
  }

  /** Seconds from base to knee. */
  get #toKnee(): number {
    return this.#doubling * Math.log2(Math.max(1, this.#knee / this.#base));
  }

  /** Requests a second. */
  rate(now: number): number {
    if (!this.#isProved) return this.#base;
    const seconds = Math.max(0, now - this.#since) / 1000;
    const toKnee = this.#toKnee;
    if (seconds < toKnee) return this.#base * 2 ** (seconds / this.#doubling);
    const beyond = seconds - toKnee;
    return Math.min(this.#most, Math.max(this.#base, this.#knee) * (1 + growth * beyond * (1 + beyond ** 2 / 4)));
  }

  /** The server answered in so many milliseconds: the shortest time tells how soon a refusal can be heard of. */
  heard(ms: number): void {
    this.#answerMs = Math.min(this.#answerMs, ms);
  }

  /** Nothing leaves until then: others, who left before there was a pace, take what the server has. */
  hold(until: number): void {
    this.#next = Math.max(this.#next, until);
    this.#since = Math.max(this.#since, until);
    this.#startRound(Math.max(this.#roundStart, until));
  }

  /** A request leaves. `arrivals`: how many calls come in a second; `queued`: how many wait. */
  send(now: number, arrivals: number, queued: number): void {
    this.#sent++;
    this.#share *= 1 - weight;
    // Successes may take long. What is not refused in the time that refusals take goes through.
    if (now - this.#triedAt > Math.max(leastPatienceMs, answersToTrust * this.#answerMs)) this.accept(now, arrivals);
    this.#triedAt = Math.min(this.#triedAt, now);
    const unused = Math.max(0, now - creditMs - this.#next);
    const isBackInTime = queued * 1000 >= this.rate(now) * this.#penaltyMs;
    if (!isBackInTime && now - this.#triedAt <= seldom * this.#penaltyMs)
      this.#since = Math.max(this.#since, now - this.#toKnee * 1000);
    // Growth is earned by use.
    this.#since = Math.min(now, this.#since + unused);
    this.#next += unused + 1000 / this.rate(now);
  }

  /** A request went through. `arrivals`: how many calls come in a second. */
  accept(now: number, arrivals: number): void {
    if (this.#isProved) return;
    this.#isProved = true;
    this.#doubling = Math.max(doubling, (answersToDouble * this.#answerMs) / 1000);
    this.#since = now;
    if (this.#base >= startRate) return;
    // The server was down, and is back: those who wait must not come all at once.
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
   * @returns whether a new rate begins: what left before tells nothing of it
   */
  refuse(now: number, isAsked: boolean, penaltyMs: number): boolean {
    this.#refused++;
    this.#triedAt = Number.POSITIVE_INFINITY;
    this.#share += weight;
    const accepted = this.#sent - this.#refused;
    if (this.#isProved && !isAsked && this.#share <= tolerance) return false;
    const rate = this.rate(now);
    // The server has nothing left: give it the time of two requests.
    this.#next = Math.max(this.#next, now + 2000 / rate);
    const isKnown = accepted >= sample;
    const went = isKnown ? (accepted * 1000) / Math.max(1, now - this.#roundStart) : rate;
    this.#base = Math.max(leastRate, Math.min(rate, went) * (this.#isProved ? keep : back));
    this.#since = now;
    this.#share = 0;
    if (isKnown) this.#startRound(now);
    if (isKnown || !this.#isProved || this.#knee === Number.POSITIVE_INFINITY) {
      const isTooFast = this.#isProved && rate > tooFast * went;
      // At most twice: a process that was held up has a rate that it never used.
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
