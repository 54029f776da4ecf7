import type { Verdict } from "../classify.ts";
import type { CallInThrottle } from "./call-in-throttle.ts";
import type { Gate } from "./gate.ts";
import { Queue } from "./queue.ts";

/** How often a waiting call checks by itself, in milliseconds: the call that should have woken it may be gone. */
const keepAliveMs = 5000;

/** Calls that wait to be sent. A call that leaves or ends wakes the next one; each waits on its own timers. */
export class WaitQueue {
  readonly #queue = new Queue<CallInThrottle>();
  readonly #gate: Gate;

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  get size(): number {
    return this.#queue.size;
  }

  /** Resolves when the call may be sent, or with the verdict it is refused with. */
  async wait(call: CallInThrottle): Promise<Verdict | undefined> {
    this.#queue.add(call, call.isReturning);
    // A worker ends a request's timers with the request, and cancels a request that waits without one.
    const keepAlive = setInterval(() => this.release(call.now()), keepAliveMs);
    while (this.#queue.has(call)) await this.#sleep(call);
    clearInterval(keepAlive);
    return call.refusal;
  }

  /** Starts the calls that may be sent now. */
  release(now: number): void {
    for (let call = this.#queue.first(); call && this.#gate.readyAt(now) <= now; call = this.#queue.first()) {
      this.#queue.delete(call);
      this.#gate.send(call, now, this.#queue.size);
      call.wake();
    }
    const first = this.#queue.first();
    if (first && first.wakesAt !== this.#gate.readyAt(now)) first.wake();
  }

  /** Ends the wait of every call that gets a refusal. */
  refuse(refusalOf: (call: CallInThrottle) => Verdict | undefined): void {
    for (const call of this.#queue.all()) {
      call.refusal = refusalOf(call);
      if (call.refusal) this.leave(call);
    }
  }

  /** @returns whether the call was waiting */
  leave(call: CallInThrottle): boolean {
    const waited = this.#queue.delete(call);
    if (waited) call.wake();
    return waited;
  }

  /** Waits until the call is woken; the first in the queue also until it may be sent. */
  async #sleep(call: CallInThrottle): Promise<void> {
    const now = call.now();
    call.wakesAt = this.#queue.first() === call ? this.#gate.readyAt(now) : Infinity;
    const woken = new Promise<void>((resolve) => {
      call.wake = resolve;
    });
    const canceled = new AbortController();
    const isFirst = call.wakesAt !== Infinity;
    // The clock may stand still: the wait is over all the same.
    const release = () => this.release(Math.max(call.now(), call.wakesAt));
    const slept = isFirst && call.policy.runtime.sleep(call.wakesAt - now, canceled.signal).then(release, () => {});
    // All go through the same race, so that calls released together resume in order.
    await Promise.race([woken, slept || woken]);
    canceled.abort();
  }
}
