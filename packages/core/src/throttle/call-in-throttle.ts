import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { LaneThrottle } from "./create-throttle.ts";
import type { Lane } from "./lane.ts";
import type { ThrottledCall, ThrottleEvent, ThrottlePolicy } from "./throttle-types.ts";

/** Calls made so far: the source of their ids. */
let count = 0;

/** One call in the throttle. It takes a place in each of its lanes, one after the other. */
export class CallInThrottle implements ThrottledCall {
  readonly id = ++count;
  readonly request: () => RequestInfo;
  readonly policy: ThrottlePolicy;
  readonly #throttle: LaneThrottle;
  /** The ids of its lanes, narrow before wide; made when first needed. */
  laneIds: readonly string[] | undefined;
  /** Attempts sent so far. */
  attempts = 0;
  /** When the last attempt was sent, by the throttle's time. */
  sentAt = 0;
  isInFlight = false;
  /** It was refused by the server while others succeeded: it goes before calls that came later. */
  isReturning = false;
  /** Its resend was taken from the retry budget. */
  wasResent = false;
  /** Why it is not sent, once that is known. */
  refusal: Verdict | undefined;
  /** When its wait in a queue ends by itself, by the throttle's time. */
  wakesAt = Infinity;
  /** Ends its wait in a queue. */
  wake: () => void = () => {};
  /** Where it holds a place or waits for one. */
  readonly #lanes: Lane[] = [];
  #hasLeft = false;

  constructor(throttle: LaneThrottle, request: () => RequestInfo, policy: ThrottlePolicy) {
    this.#throttle = throttle;
    this.request = request;
    this.policy = policy;
  }

  /** The throttle's time, in milliseconds. */
  now(): number {
    return this.#throttle.now(this.policy.runtime);
  }

  enter(): Promise<Verdict | undefined> | Verdict | undefined {
    return this.#enterAll(this.#throttle.lanesOf(this));
  }

  succeed(): void {
    if (this.#lanes.length === 0) this.#lanes.push(...this.#throttle.lanesOf(this));
    this.#end((lane, now) => lane.succeed(this, now));
  }

  fail(verdict: Verdict): void {
    const touched = this.#throttle.laneFor(verdict, this);
    this.#end((lane, now) => {
      if (lane === touched) return;
      // Where no answer came, nothing is proved.
      if (verdict.status === undefined) lane.leave(this, now);
      else lane.pass(this, now);
    });
    touched?.fail(this, verdict, this.now(), () => this.#throttle.countInFlight(touched));
  }

  resend(delayMs: number, verdict: Verdict): number | undefined {
    const lane = this.#throttle.laneFor(verdict, this);
    if (!lane) return delayMs;
    return lane.resend(this, delayMs, verdict, this.now(), this.#throttle.size < 2);
  }

  leave(): void {
    this.#hasLeft = true;
    this.#throttle.leave(this);
    this.#end((lane, now) => lane.leave(this, now));
  }

  emit(lane: Lane, type: ThrottleEvent["type"], waitMs?: number): void {
    // An observer that fails must not break the call.
    (async () => this.policy.onThrottle?.({ ...lane.status(this.now()), type, waitMs }))().catch(() => {});
  }

  /** At once, unless one of them makes it wait. */
  #enterAll([lane, ...rest]: readonly Lane[]): Promise<Verdict | undefined> | Verdict | undefined {
    if (!lane) return this.#start();
    this.#lanes.push(lane);
    const since = this.now();
    const entered = lane.enter(this, since);
    if (entered instanceof Promise) return this.#wait(entered, lane, since, rest);
    return entered ? this.#refuse(lane, entered) : this.#enterAll(rest);
  }

  /** The turn in one lane, then the way through the rest. */
  async #wait(
    turn: Promise<Verdict | undefined>,
    lane: Lane,
    since: number,
    rest: Lane[],
  ): Promise<Verdict | undefined> {
    const refusal = await turn;
    if (refusal) return this.#refuse(lane, refusal);
    // It may have left while it waited.
    if (this.#hasLeft) return undefined;
    this.emit(lane, "release", this.now() - since);
    return this.#enterAll(rest);
  }

  #refuse(lane: Lane, refusal: Verdict): Verdict {
    this.#end((lane, now) => lane.leave(this, now));
    this.emit(lane, "refuse");
    return refusal;
  }

  #start(): undefined {
    this.attempts++;
    this.sentAt = this.now();
    this.isInFlight = true;
  }

  /** Takes the call out of flight and out of its lanes, and lets each lane know. */
  #end(each: (lane: Lane, now: number) => void): void {
    this.isInFlight = false;
    for (const lane of this.#lanes.splice(0)) each(lane, this.now());
  }
}
