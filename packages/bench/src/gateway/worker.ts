import type { Answer, Gateway } from "./gateway.ts";

/** Milliseconds of the one worker's time. */
interface WorkerPlan {
  /** What a success takes. */
  readonly work: number;
  /** What a rejection takes. */
  readonly rejection: number;
  /** Work that may be waiting; more is rejected. */
  readonly backlog: number;
}

/** One worker, first come first served. Rejections are told at once and cost work all the same. */
export class Worker implements Gateway {
  readonly #plan: WorkerPlan;
  #busyUntil = 0;

  constructor(plan: WorkerPlan) {
    this.#plan = plan;
  }

  admit(now: number): Answer {
    const { work, rejection, backlog } = this.#plan;
    this.#busyUntil = Math.max(this.#busyUntil, now);
    if (this.#busyUntil - now >= backlog) {
      this.#busyUntil += rejection;
      return { status: 503, at: now };
    }
    this.#busyUntil += work;
    return { status: 200, at: this.#busyUntil };
  }
}
