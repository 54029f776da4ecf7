/** Calls back with the reason once any of the signals aborts, at once if one has. Returns how to stop listening. */
export function onAbort(signals: readonly AbortSignal[], callback: (reason: unknown) => void): () => void {
  const stop = (): void => {
    for (const signal of signals) signal.removeEventListener("abort", look);
  };
  const look = (): void => {
    const aborted = signals.find((signal) => signal.aborted);
    if (!aborted) return;
    stop();
    callback(aborted.reason);
  };
  for (const signal of signals) signal.addEventListener("abort", look);
  look();
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
