import { limit } from "../faults/runtime.ts";

/** Someone who waits. */
interface Waiter {
  readonly at: number;
  wake(): void;
}

/** How far waits have moved the clock, in milliseconds. */
let skippedMs = 0;
let isScheduled = false;
const waiters = new Set<Waiter>();
/** Limits that run: none of them ever passes. */
const limits = new Set<Waiter>();

const now = (): number => Date.now() + skippedMs;

/** Wakes whoever is the next in line, one in a turn of the event loop, and moves the clock on to his time. */
function schedule(): void {
  if (isScheduled || waiters.size === 0) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    let next: Waiter | undefined;
    for (const waiter of waiters) if (next === undefined || waiter.at < next.at) next = waiter;
    if (next !== undefined) {
      skippedMs += Math.max(0, next.at - now());
      next.wake();
    }
    schedule();
  });
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const line = ms === limit ? limits : waiters;
    const end = (settle: () => void) => (): void => {
      line.delete(waiter);
      signal?.removeEventListener("abort", leave);
      settle();
    };
    const leave = end(() => reject(signal?.reason));
    const waiter: Waiter = { at: now() + ms, wake: end(resolve) };
    line.add(waiter);
    signal?.addEventListener("abort", leave, { once: true });
    schedule();
  });
}

/** Time that nobody sits out: it jumps from one wait's end to the next, in order. */
export const soakRuntime = {
  now,
  sleep,
  random: Math.random,
  /** Waits and limits that run. */
  get waiting(): number {
    return waiters.size + limits.size;
  },
};
