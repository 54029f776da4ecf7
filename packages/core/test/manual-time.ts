import { setImmediate as turn } from "node:timers/promises";
import type { Runtime } from "../src/runtime.ts";
import { start } from "./virtual-time.ts";

/** A clock that moves on demand. */
export interface ManualTime extends Runtime {
  /** Moves time on, firing what falls due on the way, in order; resolves once everything that follows has happened. */
  pass(ms: number): Promise<void>;
  /** A second passes, and everything that falls due does so at its end. */
  second(): void;
  /** Sets the clock back; timers continue. */
  setBack(ms: number): void;
  /** Timers that are still running. */
  pending(): number;
}

export function manualTime(): ManualTime {
  let now = start;
  let back = 0;
  const timers = new Set<{ readonly at: number; readonly fire: () => void }>();
  const next = () => [...timers].sort((one, other) => one.at - other.at)[0];
  return {
    now: () => now - back,
    setBack: (ms) => {
      back += ms;
    },
    random: () => 0.5,
    pending: () => timers.size,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          timers.delete(timer);
          reject(signal?.reason);
        };
        const fire = () => {
          timers.delete(timer);
          signal?.removeEventListener("abort", stop);
          resolve();
        };
        const timer = { at: now + ms, fire };
        timers.add(timer);
        signal?.addEventListener("abort", stop, { once: true });
      }),
    async pass(ms) {
      const end = now + ms;
      await turn();
      for (let timer = next(); timer && timer.at <= end; timer = next()) {
        now = Math.max(now, timer.at);
        timer.fire();
        await turn();
      }
      now = end;
    },
    second() {
      now += 1000;
      for (const timer of [...timers].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at))
        timer.fire();
    },
  };
}
