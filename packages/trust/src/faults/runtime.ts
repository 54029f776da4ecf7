import type { Runtime } from "@comet-triage/core";

/** The timeout that tests set, in milliseconds: a number that no wait has. */
export const limit = 86_399_000;

export interface HeldRuntime extends Runtime {
  /** Fires all current timeouts. */
  expire(): void;
  /** Waits that have not ended. */
  readonly waiting: number;
}

/** Waits end at once, but timeouts fire only on demand. */
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
