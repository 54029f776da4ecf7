import type { Verdict } from "../classify.ts";
import { Breaker } from "./breaker.ts";
import { Budget } from "./budget.ts";
import type { CallInThrottle } from "./call-in-throttle.ts";
import { crowded, FailureLog } from "./failure-log.ts";
import { FailureTally } from "./failure-tally.ts";
import { Gate } from "./gate.ts";
import type { ThrottleOptions, ThrottleState, ThrottleStatus } from "./throttle-types.ts";
import { asksToSlowDown, hitsNextCall, longestPauseMs } from "./verdict-effects.ts";
import { WaitQueue } from "./wait-queue.ts";

/** The options, every default filled in. */
export type LaneSettings = {
  readonly [Name in Exclude<keyof ThrottleOptions, "key">]-?: NonNullable<ThrottleOptions[Name]>;
};

/** Whose calls a lane holds, as its status shows it. */
type LaneOwner = Pick<ThrottleStatus, "origin" | "route" | "model" | "tenant">;

/** After this long without trouble, calls are no longer held back, in milliseconds. */
const calmMs = 10_000;

/** When no request succeeded for this long, calls are refused instead of kept waiting, in milliseconds. */
const longestOutageMs = 60_000;

/** The calls that share a key at one level, and what their results mean for the next ones. */
export class Lane {
  readonly id: string;
  readonly #owner: LaneOwner;
  readonly #settings: LaneSettings;
  readonly #breaker = new Breaker();
  readonly #budget: Budget;
  readonly #gate: Gate;
  readonly #queue: WaitQueue;
  readonly #failures = new FailureLog();
  #tally = new FailureTally();
  #troubleAt: number;
  /** When a request last succeeded. */
  #passedAt: number;

  constructor(id: string, owner: LaneOwner, settings: LaneSettings, now: number) {
    this.id = id;
    this.#owner = owner;
    this.#settings = settings;
    this.#budget = new Budget(settings.retryBudget);
    this.#gate = new Gate(settings.maxConcurrency);
    this.#queue = new WaitQueue(this.#gate);
    this.#troubleAt = now;
    this.#passedAt = now;
  }

  get isInUse(): boolean {
    return this.#gate.inFlight.size + this.#queue.size > 0;
  }

  /** When a failure was last met, or when the pause or refusal that it caused ends. */
  get troubleAt(): number {
    return Math.max(this.#troubleAt, this.#gate.pausedUntil, this.#breaker.isOpen ? this.#breaker.until : 0);
  }

  status(now: number): ThrottleStatus {
    return {
      ...this.#owner,
      state: this.#state(now),
      ...this.#gate.status(now),
      queued: this.#queue.size,
      ...this.#failures.status(),
    };
  }

  #state(now: number): ThrottleState {
    this.#resetIfCalm(now);
    if (this.#breaker.isOpen) return "open";
    if (now < this.#gate.pausedUntil) return "paused";
    if (this.#gate.pace) return "pacing";
    return this.#tally.hasFailures && now - this.#troubleAt < calmMs ? "watching" : "idle";
  }

  /** Nothing if the call may send now; else a promise that resolves when it may, or the verdict it is refused with. */
  enter(call: CallInThrottle, now: number): Promise<Verdict | undefined> | Verdict | undefined {
    this.#resetIfCalm(now);
    this.#gate.enter(call);
    const refusal = this.#refusal(call, now);
    if (refusal) return refusal;
    if (this.#queue.size === 0 && this.#gate.readyAt(now) <= now) return this.#gate.send(call, now, 0);
    const turn = this.#queue.wait(call);
    call.emit(this, "queue");
    return turn;
  }

  succeed(call: CallInThrottle, now: number): void {
    if (this.#breaker.succeed(call.id)) call.emit(this, "close");
    this.pass(call, now);
  }

  /** The call got past what this lane guards, even if it failed otherwise. It may have been sent before the lane existed. */
  pass(call: CallInThrottle, now: number): void {
    this.#tally.add(0);
    this.#passedAt = now;
    // A probe that failed otherwise has proved nothing: let another call probe.
    this.#breaker.leave(call.id);
    if (!this.#gate.inFlight.delete(call)) return;
    this.#budget.succeed(call.wasResent);
    this.#gate.accept(call, now);
    this.#queue.release(now);
  }

  /**
   * The call met a failure of this lane.
   *
   * @param countOthers - counts the key's other calls in flight, including those sent before the lane existed
   */
  fail(call: CallInThrottle, verdict: Verdict, now: number, countOthers: () => number): void {
    this.#gate.inFlight.delete(call);
    this.#failures.add(verdict, call.policy.runtime.now());
    this.#troubleAt = now;
    const isDown = this.#gate.pace && now - this.#passedAt > longestOutageMs;
    if (isDown || hitsNextCall(verdict)) this.#trip(call, now);
    else {
      this.#breaker.leave(call.id);
      this.#slowDown(call, verdict, now, countOthers);
    }
    this.#queue.release(now);
  }

  /** How much of its delay a call must still wait itself, in milliseconds; nothing if the retry budget is spent. */
  resend(call: CallInThrottle, delayMs: number, met: Verdict, now: number, isAlone: boolean): number | undefined {
    const { pace } = this.#gate;
    if (pace) {
      call.isReturning = pace.isProved;
      // Only once: otherwise a call that fails repeatedly would soon use up its attempts.
      return call.isReturning && call.attempts === 1 && met.retryAfterMs === undefined ? 0 : delayMs;
    }
    if (isAlone) return delayMs;
    call.wasResent = this.#budget.spend(now);
    return call.wasResent ? delayMs : undefined;
  }

  /** Releases what the call holds here: its place in flight, its place in the queue, the probe. */
  leave(call: CallInThrottle, now: number): void {
    this.#breaker.leave(call.id);
    if (this.#queue.leave(call) || this.#gate.inFlight.delete(call)) this.#queue.release(now);
  }

  #refusal(call: CallInThrottle, now: number): Verdict | undefined {
    const refusal = this.#breaker.refusal(call, now);
    if (refusal) return refusal;
    const pause = this.#gate.pausedUntil - now;
    if (this.#queue.size >= this.#settings.maxQueue && this.#gate.readyAt(now) > now) {
      // Without a pause or a pace, calls wait only for others to end.
      const isHeldUp = this.#gate.pace || pause > 0;
      return { ...(isHeldUp ? this.#failures.verdict : crowded()), refused: "queue-full" };
    }
    if (pause <= call.policy.maxRetryAfter) return undefined;
    return { ...this.#failures.verdict, refused: "circuit-open", retryAfterMs: pause };
  }

  #slowDown(call: CallInThrottle, verdict: Verdict, now: number, countOthers: () => number): void {
    const { retryAfterMs = 0 } = verdict;
    const isCurrent = this.#gate.isCurrent(call);
    this.#tally.add(1);
    // Once paced, further waits slow the pace instead: pauses must not add up.
    if (isCurrent && retryAfterMs > 0 && !this.#gate.pace?.isProved) {
      this.#gate.pause(retryAfterMs, now);
      call.emit(this, "pause", retryAfterMs);
    }
    if (!this.#settings.pacing) return;
    if (this.#gate.pace) {
      if (!this.#gate.refuse(call, verdict, now, isCurrent)) return;
    } else {
      if (!asksToSlowDown(verdict) && !this.#tally.isTrouble) return;
      const others = countOthers();
      // A single call need not be paced.
      if (others + this.#queue.size === 0) return;
      this.#gate.startPace(call, now, others);
    }
    call.emit(this, "slow");
  }

  #trip(call: CallInThrottle, now: number): void {
    const { verdict } = this.#failures;
    const wanted = verdict.retryable ? Math.min(verdict.retryAfterMs ?? 0, longestPauseMs) : 0;
    const waitMs = this.#breaker.fail(call.id, verdict, now, wanted);
    if (waitMs === undefined) return;
    call.emit(this, "open", waitMs);
    this.#queue.refuse((waiter) => this.#breaker.refusal(waiter, now));
  }

  #resetIfCalm(now: number): void {
    if (!this.#gate.pace || this.#queue.size > 0 || now - this.troubleAt < calmMs) return;
    this.#gate.release();
    this.#tally = new FailureTally();
  }
}
