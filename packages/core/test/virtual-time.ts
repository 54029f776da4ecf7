import type { Runtime } from "../src/runtime.ts";

/** A clock that jumps to the next timer whenever nothing else is left to do. */
export interface VirtualTime extends Runtime {
  /** Every requested wait, in milliseconds. */
  readonly slept: number[];
  /** Timers that are still running. */
  readonly pending: () => number;
}

/** When every call begins, in milliseconds since the epoch. */
export const start = Date.UTC(2026, 0, 1);

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** @param random - what the random source returns */
export function virtualTime(random = 0.5): VirtualTime {
  let now = start;
  let isScheduled = false;
  const slept: number[] = [];
  const timers = new Set<Timer>();

  const schedule = (): void => {
    if (isScheduled || timers.size === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      const [next] = [...timers].sort((a, b) => a.at - b.at);
      if (next !== undefined) {
        now = Math.max(now, next.at);
        next.fire();
      }
      schedule();
    });
  };

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      slept.push(ms);
      if (signal?.aborted) return reject(signal.reason);
      const end = (settle: () => void) => () => {
        timers.delete(timer);
        signal?.removeEventListener("abort", stop);
        settle();
      };
      const timer: Timer = { at: now + ms, fire: end(resolve) };
      const stop = end(() => reject(signal?.reason));
      signal?.addEventListener("abort", stop);
      timers.add(timer);
      schedule();
    });

  return { sleep, now: () => now, random: () => random, slept, pending: () => timers.size };
}
