/** A clock that stands still at 1 January 2026: every wait is recorded and over at once, and random numbers are fixed. */
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

/** A clock that stands still until the test ends a wait. */
export function heldRuntime() {
  const ends = new Map<number, () => void>();
  const watchers = new Map<number, () => void>();
  let now = Date.UTC(2026, 0, 1);
  let notePassed = () => {};
  const passed = new Promise<void>((resolve) => {
    notePassed = resolve;
  });
  return {
    ...stillRuntime(),
    now: (): number => now,
    sleep: (ms: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        ends.set(ms, resolve);
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        watchers.get(ms)?.();
      }),
    /** Resolves when something waits `ms` milliseconds. */
    asked: (ms: number): Promise<void> =>
      new Promise((resolve) => (ends.has(ms) ? resolve() : watchers.set(ms, resolve))),
    /** Lets `ms` milliseconds pass, and ends the last wait of that length. */
    pass: (ms: number): void => {
      now += ms;
      ends.get(ms)?.();
      notePassed();
    },
    /** Resolves when time has passed. */
    passed,
  };
}
