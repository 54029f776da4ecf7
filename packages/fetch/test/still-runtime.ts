/** Time that stands still: every wait is written down and over at once. 1 January 2026, and never by chance. */
export function stillRuntime() {
  const waits: number[] = [];
  return {
    waits,
    sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
    now: (): number => Date.UTC(2026, 0, 1),
    random: (): number => 0.5,
  };
}

/** Time that stands still until the test ends a wait. */
export function heldRuntime() {
  const held = new Map<number, () => void>();
  return {
    ...stillRuntime(),
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        held.set(ms, resolve);
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      }),
    /** Ends the wait of `ms` milliseconds. */
    pass: (ms: number): void => held.get(ms)?.(),
  };
}
