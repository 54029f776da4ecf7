/** Calls back with the reason once any of the signals aborts, at once if one has. Returns how to stop listening. */
export function onAbort(signals: readonly AbortSignal[], callback: (reason: unknown) => void): () => void {
  const stops: (() => void)[] = [];
  const stop = (): void => {
    for (const each of stops) each();
  };
  for (const signal of signals) {
    const listener = (): void => {
      stop();
      callback(signal.reason);
    };
    stops.push(() => signal.removeEventListener("abort", listener));
    if (signal.aborted) {
      listener();
      return stop;
    }
    signal.addEventListener("abort", listener, { once: true });
  }
  return stop;
}

/** Waits, but not beyond the abort of any of the signals, whose reason is thrown. */
export async function unlessAborted<T>(waited: T | PromiseLike<T>, signals: readonly AbortSignal[]): Promise<T> {
  if (signals.length === 0) return waited;
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signals, reject);
  });
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    stop();
  }
}
