import { classify, type Verdict } from "../classify.ts";
import { Breaker } from "./breaker.ts";
import { Budget } from "./budget.ts";
import type { CallInThrottle } from "./call-in-throttle.ts";
import { FailureTally } from "./failure-tally.ts";
import { crowdMs, Pace } from "./pace.ts";
import type { ThrottleKey, ThrottleOptions, ThrottleState, ThrottleStatus } from "./throttle-types.ts";
import { asksToSlowDown, hitsNextCall, longestPauseMs } from "./verdict-effects.ts";
import { WaitQueue } from "./wait-queue.ts";

/** The options, every default filled in. */
export type LaneSettings = Required<Omit<ThrottleOptions, "key">>;

/** After this long without trouble, calls are no longer held back, in milliseconds. */
const calmMs = 10_000;

/** When no request succeeded for this long, calls are refused instead of kept waiting, in milliseconds. */
const longestOutageMs = 60_000;

/** How many rules are counted by name. */
const mostRules = 20;

/** The calls that share a key at one level, and when each of them may send. */
export class Lane {
  readonly key: ThrottleKey;
  /** How much of the key the lane covers: 0 the credential, 1 the route too, 2 the model too. */
  readonly level: number;
  readonly #tenant: number;
  readonly #settings: LaneSettings;
  readonly #breaker = new Breaker();
  readonly #budget: Budget;
  readonly #queue = new WaitQueue(
    (now) => this.#readyAt(now),
    (call, now) => this.#start(call, now),
  );
  readonly #inFlight = new Set<CallInThrottle>();
  readonly #rules: Record<string, number> = Object.create(null);
  #pace: Pace | undefined;
  /** When the pace last changed. The result of a request sent before that says nothing about the new pace. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #cap: number;
  #pausedUntil = 0;
  #tally = new FailureTally();
  #arrivals = 0;
  #troubleSince = Number.NEGATIVE_INFINITY;
  #troubleAt: number;
  /** When a request last succeeded. */
  #passedAt: number;
  #last: { readonly verdict: Verdict; readonly timestamp: number } | undefined;

  constructor(key: ThrottleKey, level: number, tenant: number, settings: LaneSettings, now: number) {
    this.key = key;
    this.level = level;
    this.#tenant = tenant;
    this.#settings = settings;
    this.#budget = new Budget(settings.retryBudget);
    this.#cap = settings.maxConcurrency;
    this.#troubleAt = now;
    this.#passedAt = now;
  }

  get isInUse(): boolean {
    return this.#inFlight.size + this.#queue.size > 0;
  }

  /** When a failure was last met, or when the pause or refusal that it caused ends. */
  get troubleAt(): number {
    return Math.max(this.#troubleAt, this.#pausedUntil, this.#breaker.isOpen ? this.#breaker.until : 0);
  }

  status(now: number): ThrottleStatus {
    const { origin, route, model } = this.key;
    return {
      origin,
      route: this.level > 0 ? route : undefined,
      model: this.level > 1 ? model : undefined,
      tenant: this.#tenant,
      state: this.#state(now),
      rate: this.#pace?.rate(now),
      concurrency: this.#cap === Number.POSITIVE_INFINITY ? undefined : this.#cap,
      inFlight: this.#inFlight.size,
      queued: this.#queue.size,
      rules: { ...this.#rules },
      lastFailure: this.#last && { ruleId: this.#last.verdict.ruleId, timestamp: this.#last.timestamp },
    };
  }

  #state(now: number): ThrottleState {
    this.#resetIfCalm(now);
    if (this.#breaker.isOpen) return "open";
    if (now < this.#pausedUntil) return "paused";
    if (this.#pace) return "pacing";
    return this.#tally.hasFailures && now - this.#troubleAt < calmMs ? "watching" : "idle";
  }

  /** Nothing if the call may send now; else a promise that resolves when it may, or the verdict it is refused with. */
  enter(call: CallInThrottle, now: number): Promise<Verdict | undefined> | Verdict | undefined {
    this.#resetIfCalm(now);
    if (call.attempts === 0) this.#arrivals++;
    const refusal = this.#refusal(call, now);
    if (refusal) return refusal;
    if (this.#queue.size === 0 && this.#readyAt(now) <= now) {
      this.#start(call, now);
      return undefined;
    }
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
    if (!this.#inFlight.delete(call)) return;
    this.#budget.succeed(call.wasResent);
    if (this.#pace && call.sentAt > this.#changedAt) {
      this.#pace.heard(now - call.sentAt);
      this.#pace.accept(now, this.#arrivalRate(now));
      if (this.#cap < this.#settings.maxConcurrency) this.#cap++;
    }
    this.#queue.release(now);
  }

  /**
   * The call met a failure of this lane.
   *
   * @param countOthers - counts the key's other calls in flight, including those sent before the lane existed
   */
  fail(call: CallInThrottle, met: Verdict, now: number, countOthers: () => number): void {
    this.#inFlight.delete(call);
    // Other calls are refused with this verdict: leave out what belongs to this request.
    const verdict = { ...met, message: undefined, param: undefined, requestId: undefined };
    this.#last = { verdict, timestamp: call.runtime.now() };
    const { ruleId } = verdict;
    if (ruleId in this.#rules || Object.keys(this.#rules).length < mostRules)
      this.#rules[ruleId] = (this.#rules[ruleId] ?? 0) + 1;
    this.#troubleAt = now;
    if (hitsNextCall(verdict) || this.#isDown(now)) this.#trip(call, verdict, now);
    else {
      this.#breaker.leave(call.id);
      this.#slowDown(call, verdict, now, countOthers);
    }
    this.#queue.release(now);
  }

  /** How much of its delay a call must still wait itself, in milliseconds; nothing if the retry budget is spent. */
  resend(
    call: CallInThrottle,
    delayMs: number,
    { retryAfterMs }: Verdict,
    now: number,
    isAlone: boolean,
  ): number | undefined {
    if (this.#pace) {
      call.isReturning = this.#pace.isProved;
      // Only once: otherwise a call that fails repeatedly would soon use up its attempts.
      return call.isReturning && call.attempts === 1 && retryAfterMs === undefined ? 0 : delayMs;
    }
    if (isAlone) return delayMs;
    call.wasResent = this.#budget.spend(now);
    return call.wasResent ? delayMs : undefined;
  }

  /** Releases what the call holds here: its place in flight, its place in the queue, the probe. */
  leave(call: CallInThrottle, now: number): void {
    this.#breaker.leave(call.id);
    if (this.#queue.leave(call) || this.#inFlight.delete(call)) this.#queue.release(now);
  }

  #refusal(call: CallInThrottle, now: number): Verdict | undefined {
    const refusal = this.#breakerRefusal(call, now);
    if (refusal) return refusal;
    const pause = this.#pausedUntil - now;
    const isFull = this.#queue.size >= this.#settings.maxQueue && this.#readyAt(now) > now;
    if (pause <= call.maxRetryAfter && !isFull) return undefined;
    const verdict = this.#last?.verdict ?? classify({ status: 429 });
    return isFull
      ? { ...verdict, refused: "queue-full" }
      : { ...verdict, refused: "circuit-open", retryAfterMs: pause };
  }

  #breakerRefusal(call: CallInThrottle, now: number): Verdict | undefined {
    return this.#breaker.refusal(call.id, now, call.attempts > 0);
  }

  #isDown(now: number): boolean {
    return this.#pace !== undefined && now - this.#passedAt > longestOutageMs;
  }

  #slowDown(call: CallInThrottle, verdict: Verdict, now: number, countOthers: () => number): void {
    const { retryAfterMs = 0 } = verdict;
    const isCurrent = call.sentAt > this.#changedAt;
    this.#tally.add(1);
    // Once paced, further waits slow the pace instead: pauses must not add up.
    if (isCurrent && retryAfterMs > 0 && !this.#pace?.isProved) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
      this.#holdUntil(this.#pausedUntil, now);
      call.emit(this, "pause", retryAfterMs);
    }
    if (!this.#settings.pacing) return;
    if (this.#pace) {
      this.#pace.heard(now - call.sentAt);
      const isOld = call.sentAt <= this.#troubleSince;
      if (isOld) this.#holdUntil(now + crowdMs, now);
      if (isOld || !isCurrent || !this.#pace.refuse(now, asksToSlowDown(verdict), retryAfterMs)) return;
      if (this.#inFlight.size + 1 >= this.#cap) this.#cap = Math.ceil(this.#cap / 2);
    } else {
      if (!asksToSlowDown(verdict) && !this.#tally.isTrouble) return;
      const inFlight = countOthers();
      // A single call need not be paced.
      if (inFlight + this.#queue.size === 0) return;
      this.#pace = new Pace(Math.max(now, this.#pausedUntil), now - call.sentAt);
      this.#cap = Math.min(this.#cap, Math.ceil((inFlight + 1) / 2));
      this.#troubleSince = now;
      this.#arrivals = 0;
    }
    this.#changedAt = now;
    call.emit(this, "slow");
  }

  #holdUntil(until: number, now: number): void {
    this.#pace?.hold(until);
    this.#changedAt = now;
  }

  #trip(call: CallInThrottle, verdict: Verdict, now: number): void {
    const wanted = verdict.retryable ? Math.min(verdict.retryAfterMs ?? 0, longestPauseMs) : 0;
    const waitMs = this.#breaker.fail(call.id, verdict, now, wanted);
    if (waitMs === undefined) return;
    call.emit(this, "open", waitMs);
    this.#queue.refuse((waiter) => this.#breakerRefusal(waiter, now));
  }

  #resetIfCalm(now: number): void {
    if (!this.#pace || this.#queue.size > 0 || now - this.troubleAt < calmMs) return;
    this.#pace = undefined;
    this.#cap = this.#settings.maxConcurrency;
    this.#tally = new FailureTally();
  }

  /** When the next call may be sent. Infinity while the concurrency limit is reached: a call that ends releases the next. */
  #readyAt(now: number): number {
    if (this.#inFlight.size >= this.#cap) return Number.POSITIVE_INFINITY;
    return Math.max(now, this.#pausedUntil, this.#pace?.next ?? 0);
  }

  #start(call: CallInThrottle, now: number): void {
    this.#inFlight.add(call);
    this.#pace?.send(now, this.#arrivalRate(now), this.#queue.size);
  }

  #arrivalRate(now: number): number {
    return (this.#arrivals * 1000) / Math.max(1, now - this.#troubleSince);
  }
}
