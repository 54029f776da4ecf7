import type { Verdict } from "../classify.ts";
import type { CallInThrottle } from "./call-in-throttle.ts";
import { Pace } from "./pace.ts";
import type { ThrottleStatus } from "./throttle-types.ts";
import { asksToSlowDown } from "./verdict-effects.ts";

/** How long nothing is sent after a refusal of a request sent before pacing began, in milliseconds: the server is busy with the others. */
const crowdMs = 100;

/** When the calls of a lane may be sent: after the server's pause, at the pace, and only so many at the same time. */
export class Gate {
  readonly inFlight = new Set<CallInThrottle>();
  pausedUntil = 0;
  pace: Pace | undefined;
  readonly #maxConcurrency: number;
  #concurrency: number;
  #pacedSince = 0;
  /** New calls since pacing began. */
  #arrivals = 0;
  /** When pause or pace last changed. */
  #changedAt = -Infinity;

  constructor(maxConcurrency: number) {
    this.#maxConcurrency = maxConcurrency;
    this.#concurrency = maxConcurrency;
  }

  status(now: number): Pick<ThrottleStatus, "rate" | "concurrency" | "inFlight"> {
    return {
      rate: this.pace?.rate(now),
      concurrency: this.#concurrency < Infinity ? this.#concurrency : undefined,
      inFlight: this.inFlight.size,
    };
  }

  /** When the next call may be sent. Infinity while the concurrency limit is reached: a call that ends releases the next. */
  readyAt(now: number): number {
    if (this.inFlight.size >= this.#concurrency) return Infinity;
    return Math.max(now, this.pausedUntil, this.pace?.next ?? 0);
  }

  enter(call: CallInThrottle): void {
    if (call.attempts === 0) this.#arrivals++;
  }

  send(call: CallInThrottle, now: number, queued: number): undefined {
    this.inFlight.add(call);
    this.pace?.send(now, this.#arrivalRate(now), queued);
  }

  /** Whether it was sent after the last change. The result of a request sent before says nothing about what holds since. */
  isCurrent(call: CallInThrottle): boolean {
    return call.sentAt > this.#changedAt;
  }

  accept(call: CallInThrottle, now: number): void {
    if (!this.pace || !this.isCurrent(call)) return;
    this.pace.heard(now - call.sentAt);
    this.pace.accept(now, this.#arrivalRate(now));
    if (this.#concurrency < this.#maxConcurrency) this.#concurrency++;
  }

  /** Nothing is sent for so long. */
  pause(ms: number, now: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
    this.#hold(this.pausedUntil, now);
  }

  /** A call was refused while so many others were in flight: from now on, calls are sent one by one. */
  startPace(call: CallInThrottle, now: number, others: number): void {
    this.pace = new Pace(Math.max(now, this.pausedUntil), now - call.sentAt);
    this.#concurrency = Math.min(this.#concurrency, Math.ceil((others + 1) / 2));
    this.#pacedSince = now;
    this.#changedAt = now;
    this.#arrivals = 0;
  }

  /** A paced call was refused, which `isCurrent` or was before it made all wait. Returns whether that slows the pace. */
  refuse(call: CallInThrottle, verdict: Verdict, now: number, isCurrent: boolean): boolean {
    const pace = this.pace as Pace;
    pace.heard(now - call.sentAt);
    if (call.sentAt <= this.#pacedSince) this.#hold(now + crowdMs, now);
    if (!isCurrent || !pace.refuse(now, asksToSlowDown(verdict), verdict.retryAfterMs ?? 0)) return false;
    if (this.inFlight.size + 1 >= this.#concurrency) this.#concurrency = Math.ceil(this.#concurrency / 2);
    this.#changedAt = now;
    return true;
  }

  /** Holds no call back any more. */
  release(): void {
    this.pace = undefined;
    this.#concurrency = this.#maxConcurrency;
  }

  #hold(until: number, now: number): void {
    this.pace?.hold(until);
    this.#changedAt = now;
  }

  #arrivalRate(now: number): number {
    return (this.#arrivals * 1000) / Math.max(1, now - this.#pacedSince);
  }
}
