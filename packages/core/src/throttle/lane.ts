import { classify, type Verdict } from "../classify.ts";
import { Breaker } from "./breaker.ts";
import { Budget } from "./budget.ts";
import { crowdMs, Pace } from "./pace.ts";
import type { ThrottleKey, ThrottleOptions, ThrottleState, ThrottleStatus } from "./throttle-types.ts";
import type { Traveller } from "./traveller.ts";
import { isAsking, isCertain, longestPauseMs, Tally } from "./trouble.ts";
import { Turns } from "./turns.ts";

/** The options, every default filled in. */
export type LaneSettings = Required<Omit<ThrottleOptions, "key">>;

/** Without trouble for so long, calls are no longer held back, in milliseconds. */
const calmMs = 10_000;

/** Nothing went through for so long: calls no longer wait for it, in milliseconds. */
const longestOutageMs = 60_000;

/** Most rules that are counted by name. */
const mostRules = 20;

/** The calls that share a key at one level, and what they may do. */
export class Lane {
  readonly key: ThrottleKey;
  /** How much of the key this lane is about: 0 the credential, 1 the route, 2 the model. */
  readonly level: number;
  readonly #tenant: number;
  readonly #settings: LaneSettings;
  readonly #breaker = new Breaker();
  readonly #budget: Budget;
  readonly #turns = new Turns(
    (now) => this.#readyAt(now),
    (call, now) => this.#depart(call, now),
  );
  readonly #inFlight = new Set<Traveller>();
  readonly #rules: Record<string, number> = Object.create(null);
  #pace: Pace | undefined;
  /** When the pace last changed: what left before tells nothing of it. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #cap: number;
  #pausedUntil = 0;
  #tally = new Tally();
  #arrivals = 0;
  #troubleSince = Number.NEGATIVE_INFINITY;
  #troubleAt: number;
  /** When something went through for the last time. */
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
    return this.#inFlight.size + this.#turns.size > 0;
  }

  /** When something was wrong for the last time. */
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
      queued: this.#turns.size,
      rules: { ...this.#rules },
      lastFailure: this.#last && { ruleId: this.#last.verdict.ruleId, timestamp: this.#last.timestamp },
    };
  }

  #state(now: number): ThrottleState {
    this.#calm(now);
    if (this.#breaker.isOpen) return "open";
    if (now < this.#pausedUntil) return "paused";
    if (this.#pace) return "pacing";
    return this.#tally.hasFailures && now - this.#troubleAt < calmMs ? "watching" : "idle";
  }

  /** A place at once, a promise of one, or a refusal. */
  enter(call: Traveller, now: number): Promise<Verdict | undefined> | Verdict | undefined {
    this.#calm(now);
    if (call.attempts === 0) this.#arrivals++;
    const refusal = this.#refusal(call, now);
    if (refusal) return refusal;
    if (this.#turns.size === 0 && this.#readyAt(now) <= now) {
      this.#depart(call, now);
      return undefined;
    }
    const turn = this.#turns.wait(call);
    call.tell(this, "queue");
    return turn;
  }

  succeed(call: Traveller, now: number): void {
    if (this.#breaker.succeed(call.id)) call.tell(this, "close");
    this.pass(call, now);
  }

  /** The call may have failed, but not of what this lane is about. It may have left before there was this lane. */
  pass(call: Traveller, now: number): void {
    this.#tally.add(0);
    this.#passedAt = now;
    // A probe that met something else has found nothing out: another one may.
    this.#breaker.leave(call.id);
    if (!this.#inFlight.delete(call)) return;
    this.#budget.succeed(call.wasResent);
    if (this.#pace && call.sentAt > this.#changedAt) {
      this.#pace.heard(now - call.sentAt);
      this.#pace.accept(now, this.#arrivalRate(now));
      if (this.#cap < this.#settings.maxConcurrency) this.#cap++;
    }
    this.#turns.release(now);
  }

  /** The failure is this lane's. `others`: counts the calls of this key in flight, those that never came through here too. */
  fail(call: Traveller, met: Verdict, now: number, others: () => number): void {
    this.#inFlight.delete(call);
    // The others' business is what failed, not what this request held.
    const verdict = { ...met, message: undefined, param: undefined, requestId: undefined };
    this.#last = { verdict, timestamp: now };
    const { ruleId } = verdict;
    if (ruleId in this.#rules || Object.keys(this.#rules).length < mostRules)
      this.#rules[ruleId] = (this.#rules[ruleId] ?? 0) + 1;
    this.#troubleAt = now;
    if (isCertain(verdict) || this.#isDown(now)) this.#break(call, verdict, now);
    else {
      this.#breaker.leave(call.id);
      this.#slow(call, verdict, now, others);
    }
    this.#turns.release(now);
  }

  /** How much of its own wait a call still has to wait itself; nothing where the budget is spent. */
  resend(
    call: Traveller,
    delayMs: number,
    { retryAfterMs }: Verdict,
    now: number,
    isAlone: boolean,
  ): number | undefined {
    if (this.#pace) {
      call.isReturning = this.#pace.isProved;
      // Once: who is turned away again and again would soon have no attempt left.
      return call.isReturning && call.attempts === 1 && retryAfterMs === undefined ? 0 : delayMs;
    }
    if (isAlone) return delayMs;
    call.wasResent = this.#budget.spend(now);
    return call.wasResent ? delayMs : undefined;
  }

  /** Gives back what a call holds here: a place, a turn, the probe. */
  leave(call: Traveller, now: number): void {
    this.#breaker.leave(call.id);
    if (this.#turns.leave(call) || this.#inFlight.delete(call)) this.#turns.release(now);
  }

  #refusal(call: Traveller, now: number): Verdict | undefined {
    const broken = this.#broken(call, now);
    if (broken) return broken;
    const pause = this.#pausedUntil - now;
    const isFull = this.#turns.size >= this.#settings.maxQueue && this.#readyAt(now) > now;
    if (pause <= call.maxRetryAfter && !isFull) return undefined;
    const verdict = this.#last?.verdict ?? classify({ status: 429 });
    return isFull
      ? { ...verdict, refused: "queue-full" }
      : { ...verdict, refused: "circuit-open", retryAfterMs: pause };
  }

  #broken(call: Traveller, now: number): Verdict | undefined {
    return this.#breaker.refusal(call.id, now, call.attempts > 0);
  }

  #isDown(now: number): boolean {
    return this.#pace !== undefined && now - this.#passedAt > longestOutageMs;
  }

  #slow(call: Traveller, verdict: Verdict, now: number, others: () => number): void {
    const { retryAfterMs = 0 } = verdict;
    const isNews = call.sentAt > this.#changedAt;
    this.#tally.add(1);
    // Later ones slow the pace: pauses do not add up.
    if (isNews && retryAfterMs > 0 && !this.#pace?.isProved) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
      this.#hold(this.#pausedUntil, now);
      call.tell(this, "pause", retryAfterMs);
    }
    if (!this.#settings.pacing) return;
    if (this.#pace) {
      this.#pace.heard(now - call.sentAt);
      const isOld = call.sentAt <= this.#troubleSince;
      if (isOld) this.#hold(now + crowdMs, now);
      if (isOld || !isNews || !this.#pace.refuse(now, isAsking(verdict), retryAfterMs)) return;
      if (this.#inFlight.size + 1 >= this.#cap) this.#cap = Math.ceil(this.#cap / 2);
    } else {
      if (!isAsking(verdict) && !this.#tally.isTrouble) return;
      const inFlight = others();
      // Alone there is nobody to wait for.
      if (inFlight + this.#turns.size === 0) return;
      this.#pace = new Pace(Math.max(now, this.#pausedUntil), now - call.sentAt);
      this.#cap = Math.min(this.#cap, Math.ceil((inFlight + 1) / 2));
      this.#troubleSince = now;
      this.#arrivals = 0;
    }
    this.#changedAt = now;
    call.tell(this, "slow");
  }

  #hold(until: number, now: number): void {
    this.#pace?.hold(until);
    this.#changedAt = now;
  }

  #break(call: Traveller, verdict: Verdict, now: number): void {
    const wanted = verdict.retryable ? Math.min(verdict.retryAfterMs ?? 0, longestPauseMs) : 0;
    const waitMs = this.#breaker.fail(call.id, verdict, now, wanted);
    if (waitMs === undefined) return;
    call.tell(this, "open", waitMs);
    this.#turns.refuse((waiter) => this.#broken(waiter, now));
  }

  #calm(now: number): void {
    if (!this.#pace || this.#turns.size > 0 || now - this.troubleAt < calmMs) return;
    this.#pace = undefined;
    this.#cap = this.#settings.maxConcurrency;
    this.#tally = new Tally();
  }

  /** When the next call may leave; never while all places are taken: a place that is given back calls again. */
  #readyAt(now: number): number {
    if (this.#inFlight.size >= this.#cap) return Number.POSITIVE_INFINITY;
    return Math.max(now, this.#pausedUntil, this.#pace?.next ?? 0);
  }

  #depart(call: Traveller, now: number): void {
    this.#inFlight.add(call);
    this.#pace?.send(now, this.#arrivalRate(now), this.#turns.size);
  }

  #arrivalRate(now: number): number {
    return (this.#arrivals * 1000) / Math.max(1, now - this.#troubleSince);
  }
}
