import { setImmediate as turn } from "node:timers/promises";
import type { Runtime } from "@comet-triage/core";
import TinyQueue from "tinyqueue";

interface Timer {
  readonly at: number;
  /** Timers that are due at the same time fire in the order in which they were set. */
  readonly order: number;
  readonly fire: () => void;
  isCanceled: boolean;
}

/** Time that jumps to the next timer as soon as nothing else is left to do, and random numbers from a seed. */
export class VirtualTime implements Runtime {
  readonly random: () => number;
  readonly #timers = new TinyQueue<Timer>([], (one, other) => one.at - other.at || one.order - other.order);
  #now = 0;
  #order = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  readonly now = (): number => this.#now;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        timer.isCanceled = true;
        reject(signal?.reason);
      };
      const fire = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const timer: Timer = { at: this.#now + Math.max(0, ms), order: this.#order++, fire, isCanceled: false };
      signal?.addEventListener("abort", stop, { once: true });
      this.#timers.push(timer);
    });

  /** Lets time pass until nothing is left to wait for, or until a given time. */
  async run(until: number): Promise<void> {
    await turn();
    for (let next = this.#timers.pop(); next !== undefined && next.at <= until; next = this.#timers.pop()) {
      if (next.isCanceled) continue;
      this.#now = next.at;
      next.fire();
      for (let also = this.#timers.peek(); also && also.at <= this.#now; also = this.#timers.peek()) {
        this.#timers.pop();
        if (!also.isCanceled) also.fire();
      }
      await turn();
    }
  }
}

/** Numbers in [0, 1), the same for the same seed: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
