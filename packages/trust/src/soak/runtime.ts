import { limit } from "../faults/runtime.ts";

/** A pending wait. */
interface Waiter {
  readonly at: number;
  wake(): void;
}

/** How far waits have moved the clock, in milliseconds. */
let skippedMs = 0;
let isScheduled = false;
const waiters = new Set<Waiter>();
/** Pending timeouts: none of them ever fires. */
const limits = new Set<Waiter>();

const now = (): number => Date.now() + skippedMs;

/** Ends the next wait in line, one per turn of the event loop, and moves the clock to its time. */
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

/** Time that does not really pass: it jumps from the end of one wait to the next, in order. */
export const soakRuntime = {
  now,
  sleep,
  random: Math.random,
  /** Pending waits and timeouts. */
  get waiting(): number {
    return waiters.size + limits.size;
  },
};
