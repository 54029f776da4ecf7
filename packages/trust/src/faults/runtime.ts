import type { Runtime } from "@comet-triage/core";

/** The limit that tests set, in milliseconds: a number that no wait has. */
export const limit = 86_399_000;

export interface HeldRuntime extends Runtime {
  /** Lets the limit pass, for all who wait for it now. */
  expire(): void;
  /** Waits that are not over. */
  readonly waiting: number;
}

/** Waits are over at once, but for limits: they pass when they are told to. */
export function heldRuntime(): HeldRuntime {
  let now = Date.UTC(2026, 0, 1);
  const ends = new Set<() => void>();
  return {
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (ms !== limit) return resolve();
        const end = () => {
          ends.delete(end);
          resolve();
        };
        ends.add(end);
        signal?.addEventListener(
          "abort",
          () => {
            ends.delete(end);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
    expire() {
      now += limit;
      for (const end of [...ends]) end();
    },
    get waiting() {
      return ends.size;
    },
  };
}
