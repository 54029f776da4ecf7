import { RisingRate, startRate } from "./rising-rate.ts";

/** A request counts as accepted if it is not refused for this many milliseconds, or this many response times. */
const leastPatienceMs = 100;
const answersToTrust = 3;

/** Share of failed requests that is tolerated, unless the server asks for fewer; and what the newest request weighs in it. */
const tolerance = 0.1;
const weight = 0.05;

/** How many requests must be accepted before the rate can be measured from them. */
const sample = 10;

/** How much delay of a late timer may be caught up, in milliseconds. */
const creditMs = 150;

/**
 * When the next request may be sent, and what the server's answers say about the rate.
 *
 * The requests accepted between two refusals show the server's capacity: at both refusals it was exhausted. So a refusal sets
 * the rate a little below that.
 */
export class Pace {
  readonly #rate = new RisingRate();
  #next: number;
  #answerMs: number;
  /** When the first request since the last refusal was sent. */
  #triedAt = Infinity;
  /** The moving share of refused requests. */
  #share = 0;
  #roundStart: number;
  /** Requests sent and not refused since then. */
  #accepted = 0;

  /** @param answerMs - how long the server took to refuse a request */
  constructor(now: number, answerMs: number) {
    this.#next = now + 1000 / startRate;
    this.#answerMs = answerMs;
    this.#roundStart = now;
  }

  /** Whether a request was accepted. */
  get isProved(): boolean {
    return this.#rate.isProved;
  }

  /** When the next request may be sent, by the throttle's time. */
  get next(): number {
    return this.#next;
  }

  /** Requests per second. */
  rate(now: number): number {
    return this.#rate.rate(now);
  }

  /** The server answered in so many milliseconds. The shortest time tells how soon a refusal can arrive. */
  heard(ms: number): void {
    this.#answerMs = Math.min(this.#answerMs, ms);
  }

  /** Sends nothing until then: requests sent before pacing began still use the server's capacity. */
  hold(until: number): void {
    this.#next = Math.max(this.#next, until);
    this.#rate.hold(until);
    this.#startRound(Math.max(this.#roundStart, until));
  }

  /** A request is sent. `arrivals`: new calls per second; `queued`: waiting calls. */
  send(now: number, arrivals: number, queued: number): void {
    this.#accepted++;
    this.#share *= 1 - weight;
    // Successes may take long: a request that is not refused in the time of a refusal counts as accepted.
    if (now - this.#triedAt > Math.max(leastPatienceMs, answersToTrust * this.#answerMs)) this.accept(now, arrivals);
    this.#triedAt = Math.min(this.#triedAt, now);
    const unusedMs = Math.max(0, now - creditMs - this.#next);
    this.#rate.send(now, unusedMs, now - this.#triedAt, queued);
    this.#next += unusedMs + 1000 / this.rate(now);
  }

  /** A request was accepted. `arrivals`: new calls per second. */
  accept(now: number, arrivals: number): void {
    if (this.isProved) return;
    const wasRefused = this.rate(now) < startRate;
    this.#rate.accept(now, this.#answerMs, arrivals);
    if (!wasRefused) return;
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
    this.#accepted--;
    this.#share += weight;
    this.#triedAt = Infinity;
    if (this.isProved && !isAsked && this.#share <= tolerance) return false;
    this.#share = 0;
    // The server is exhausted: give it the time of two requests.
    this.#next = Math.max(this.#next, now + 2000 / this.rate(now));
    const isKnown = this.#accepted >= sample;
    const accepted = isKnown ? (this.#accepted * 1000) / Math.max(1, now - this.#roundStart) : undefined;
    this.#rate.refuse(now, penaltyMs, accepted);
    if (isKnown) this.#startRound(now);
    return isKnown || !this.isProved;
  }

  #startRound(now: number): void {
    this.#roundStart = now;
    this.#accepted = 0;
  }
}
