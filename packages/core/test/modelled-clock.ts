import { setImmediate } from "node:timers/promises";
import type { Runtime } from "../src/runtime.ts";

interface Timer {
  readonly at: number;
  fire(): void;
}

/** A clock that begins at 0 and stands still until it is told to go on. */
export interface ModelledClock extends Runtime {
  /** A second passes, and all that falls due does so at its end. */
  second(): void;
  /** Milliseconds pass; each timer has all its consequences before the next one. */
  pass(ms: number): Promise<void>;
  pending(): number;
}

export function modelledClock(): ModelledClock {
  let now = 0;
  const timers = new Set<Timer>();
  const due = (until: number) => [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
  return {
    now: () => now,
    random: () => 0,
    pending: () => timers.size,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const end = (settle: () => void) => () => {
          timers.delete(timer);
          signal?.removeEventListener("abort", stop);
          settle();
        };
        const timer = { at: now + ms, fire: end(resolve) };
        const stop = end(() => reject(signal?.reason));
        timers.add(timer);
        signal?.addEventListener("abort", stop);
      }),
    second() {
      now += 1000;
      for (const timer of due(now)) timer.fire();
    },
    async pass(ms) {
      const end = now + ms;
      for (let [next] = due(end); next; [next] = due(end)) {
        now = Math.max(now, next.at);
        next.fire();
        await setImmediate();
      }
      now = end;
    },
  };
}
