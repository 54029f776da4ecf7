import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { Runtime } from "../runtime.ts";
import type { Lane } from "./lane.ts";
import type { ThrottledCall, ThrottleEvent, ThrottlePolicy } from "./throttle-types.ts";
import type { Traveller } from "./traveller.ts";

/** What a call asks of its throttle. */
export interface Lanes {
  /** The lanes there are for a call, narrow before wide. None while nothing is wrong. */
  lanesOf(call: CallInThrottle): readonly Lane[];
  /** The lane that a verdict is about, made if need be. */
  laneFor(verdict: Verdict, call: CallInThrottle): Lane | undefined;
  /** Other calls that share the lane's key and are in flight. */
  others(call: CallInThrottle, lane: Lane): number;
  /** Calls that are under way. */
  readonly size: number;
  leave(call: CallInThrottle): void;
}

/** Calls that there ever were. */
let count = 0;

/** One call on its way: it takes a place in each of its lanes in turn. */
export class CallInThrottle implements ThrottledCall, Traveller {
  readonly id = ++count;
  readonly request: () => RequestInfo;
  readonly runtime: Runtime;
  readonly maxRetryAfter: number;
  readonly #onEvent: ((event: ThrottleEvent) => unknown) | undefined;
  readonly #book: Lanes;
  /** One for each level of the key, once somebody asked. */
  ids: readonly string[] | undefined;
  attempts = 0;
  sentAt = 0;
  isInFlight = false;
  isReturning = false;
  wasResent = false;
  refusal: Verdict | undefined;
  wakesAt = Number.POSITIVE_INFINITY;
  rouse: () => void = () => {};
  /** Where it holds a place or waits for one. */
  #lanes: Lane[] = [];
  #hasLeft = false;

  constructor(book: Lanes, request: () => RequestInfo, { runtime, maxRetryAfter, onThrottle }: ThrottlePolicy) {
    this.#book = book;
    this.request = request;
    this.runtime = runtime;
    this.maxRetryAfter = maxRetryAfter;
    this.#onEvent = onThrottle;
  }

  enter(): Promise<Verdict | undefined> | Verdict | undefined {
    const lanes = this.#book.lanesOf(this);
    if (lanes.length > 0) return this.#enterAll(lanes);
    this.#depart();
    return undefined;
  }

  succeed(): void {
    if (this.#lanes.length === 0) this.#lanes = [...this.#book.lanesOf(this)];
    this.#arrive((lane, now) => lane.succeed(this, now));
  }

  fail(verdict: Verdict): void {
    const touched = this.#book.laneFor(verdict, this);
    this.#arrive((lane, now) => {
      if (lane === touched) return;
      if (verdict.category === "canceled") lane.leave(this, now);
      else lane.pass(this, now);
    });
    touched?.fail(this, verdict, this.runtime.now(), () => this.#book.others(this, touched));
  }

  resend(delayMs: number, verdict: Verdict): number | undefined {
    const lane = this.#book.laneFor(verdict, this);
    if (!lane) return delayMs;
    return lane.resend(this, delayMs, verdict, this.runtime.now(), this.#book.size < 2);
  }

  leave(): void {
    this.#hasLeft = true;
    this.#book.leave(this);
    this.#arrive((lane, now) => lane.leave(this, now));
  }

  tell(lane: Lane, type: ThrottleEvent["type"], waitMs?: number): void {
    try {
      const told = this.#onEvent?.({ ...lane.status(this.runtime.now()), type, waitMs });
      // Who only watches cannot break a call.
      Promise.resolve(told).catch(() => {});
    } catch {}
  }

  async #enterAll(lanes: readonly Lane[]): Promise<Verdict | undefined> {
    for (const lane of lanes) {
      this.#lanes.push(lane);
      const since = this.runtime.now();
      const entered = lane.enter(this, since);
      const refusal = entered instanceof Promise ? await entered : entered;
      if (refusal) {
        this.#arrive((lane, now) => lane.leave(this, now));
        this.tell(lane, "refuse");
        return refusal;
      }
      // It may have left while it was called.
      if (this.#hasLeft) return undefined;
      if (entered) this.tell(lane, "release", this.runtime.now() - since);
    }
    this.#depart();
    return undefined;
  }

  #depart(): void {
    this.attempts++;
    this.sentAt = this.runtime.now();
    this.isInFlight = true;
  }

  /** No longer in flight, nor in any lane. */
  #arrive(each: (lane: Lane, now: number) => void): void {
    this.isInFlight = false;
    const lanes = this.#lanes;
    this.#lanes = [];
    for (const lane of lanes) each(lane, this.runtime.now());
  }
}
