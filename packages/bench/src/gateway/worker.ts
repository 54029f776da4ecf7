import type { Answer, Gateway } from "./gateway.ts";

/** Milliseconds of the single worker's time. */
interface WorkerPlan {
  /** The time of a success. */
  readonly work: number;
  /** The time of a rejection. */
  readonly rejection: number;
  /** How much work may be waiting; more is rejected. */
  readonly backlog: number;
}

/** One worker, in order of arrival. Rejections are answered at once, and take time nevertheless. */
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
