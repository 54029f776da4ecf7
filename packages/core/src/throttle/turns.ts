import type { Verdict } from "../classify.ts";
import { Queue } from "./queue.ts";
import type { Traveller } from "./traveller.ts";

/** How often those who wait look themselves, in milliseconds: whoever should have called them may be gone. */
const aliveMs = 5000;

/** Those who wait for their turn. Who leaves or ends rouses the next; each waits by timers of its own. */
export class Turns {
  readonly #queue = new Queue<Traveller>();
  readonly #readyAt: (now: number) => number;
  readonly #depart: (call: Traveller, now: number) => void;

  /**
   * @param readyAt - when the next call may leave, in milliseconds since the epoch
   * @param depart - takes a place for a call whose turn it is
   */
  constructor(readyAt: (now: number) => number, depart: (call: Traveller, now: number) => void) {
    this.#readyAt = readyAt;
    this.#depart = depart;
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Resolves when it is the call's turn, or with why it gets none. */
  async wait(call: Traveller): Promise<Verdict | undefined> {
    this.#queue.add(call, call.isReturning);
    // A worker ends the timers of a request with it, and takes a request that has none for dead.
    const alive = setInterval(() => this.release(call.runtime.now()), aliveMs);
    while (this.#queue.has(call)) await this.#nap(call);
    clearInterval(alive);
    return call.refusal;
  }

  /** Lets those go whose turn it is. */
  release(now: number): void {
    for (let call = this.#queue.first(); call && this.#readyAt(now) <= now; call = this.#queue.first()) {
      this.#queue.delete(call);
      this.#depart(call, now);
      call.rouse();
    }
    const first = this.#queue.first();
    if (first && first.wakesAt !== this.#readyAt(now)) first.rouse();
  }

  /** Sends those away that get a refusal. */
  refuse(refusalOf: (call: Traveller) => Verdict | undefined): void {
    for (const call of this.#queue.all()) {
      call.refusal = refusalOf(call);
      if (call.refusal) this.leave(call);
    }
  }

  /** @returns whether the call waited */
  leave(call: Traveller): boolean {
    const waited = this.#queue.delete(call);
    if (waited) call.rouse();
    return waited;
  }

  /** Until it is roused; the first in the queue also until its time has come. */
  async #nap(call: Traveller): Promise<void> {
    const { runtime } = call;
    const now = runtime.now();
    call.wakesAt = this.#queue.first() === call ? this.#readyAt(now) : Number.POSITIVE_INFINITY;
    const roused = new Promise<void>((resolve) => {
      call.rouse = resolve;
    });
    const canceled = new AbortController();
    const isFirst = call.wakesAt !== Number.POSITIVE_INFINITY;
    // A clock may stand still, or be set back: what was waited for is over.
    const release = () => this.release(Math.max(runtime.now(), call.wakesAt));
    const slept = isFirst && runtime.sleep(call.wakesAt - now, canceled.signal).then(release, () => {});
    // The first and those who leave with it go on in their order: all of them by way of the same race.
    await Promise.race([roused, slept || roused]);
    canceled.abort();
  }
}
