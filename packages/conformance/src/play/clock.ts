import type { Runtime } from "../subject.ts";
import { turns } from "./turns.ts";

/** Where every vector's clock starts: 2026-01-01T00:00:00Z. */
export const startOfTime = Date.UTC(2026, 0, 1);

interface LimitTimer {
  readonly due: number;
  readonly fire: () => void;
}

/** Virtual time. A wait passes at once; a timeout stays pending until it is canceled or time reaches it. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: Runtime["sleep"];
  /** Moves time on, firing the timeouts that fall due on the way, in order. */
  pass(ms: number): Promise<void>;
  /** Moves time on to the next timeout; false if there is none. */
  passToLimit(): Promise<boolean>;
  /** How many timeouts are pending. */
  readonly pending: number;
}

/**
 * @param limits - the durations of the call's current timeouts, in milliseconds: a cancelable sleep of such a duration, or
 * of none, is a timeout
 * @param isCallers - whether a signal is the caller's own, which waits obey and timeouts do not
 * @param wait - called for every other sleep; resolves when its time has passed
 */
export function createClock(
  limits: (elapsedMs: number) => readonly number[],
  isCallers: (signal: AbortSignal) => boolean,
  wait: (ms: number) => Promise<void>,
): Clock {
  const timers = new Set<LimitTimer>();
  let now = startOfTime;

  const next = () => [...timers].sort((one, other) => one.due - other.due)[0];

  async function pass(ms: number): Promise<void> {
    const target = now + ms;
    for (let timer = next(); timer !== undefined && timer.due <= target; timer = next()) {
      now = Math.max(now, timer.due);
      timers.delete(timer);
      timer.fire();
      await turns(1);
    }
    now = Math.max(now, target);
  }

  function limit(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer: LimitTimer = { due: now + ms, fire: resolve };
      timers.add(timer);
      const cancel = () => {
        timers.delete(timer);
        reject(signal.reason);
      };
      signal.addEventListener("abort", cancel, { once: true });
    });
  }

  return {
    now: () => now,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      const isLimit = signal !== undefined && !isCallers(signal) && [0, ...limits(now - startOfTime)].includes(ms);
      return isLimit ? limit(ms, signal) : unlessAborted(wait(ms), signal);
    },
    pass,
    async passToLimit() {
      const timer = next();
      if (timer !== undefined) await pass(timer.due - now);
      return timer !== undefined;
    },
    get pending() {
      return timers.size;
    },
  };
}

async function unlessAborted(waited: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return waited;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    await Promise.race([waited, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
