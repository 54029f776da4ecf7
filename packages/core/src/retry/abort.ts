/** Whether the caller gave up, and this is the reason. */
export const isAbortOf = (signal: AbortSignal | null | undefined, error: unknown): boolean =>
  signal?.aborted === true && error === signal.reason;

/** Calls back with the reason once any of the signals aborts, at once if one has. Returns a function that stops listening. */
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
export const unlessAborted = <T>(waited: T | PromiseLike<T>, signals: readonly AbortSignal[]): Promise<T> =>
  unlessRejected(waited, (reject) => onAbort(signals, reject));

/**
 * Waits, unless `reject` is called first.
 *
 * @param listen - starts listening for what rejects, and returns what stops it: a listener that stays would keep the value in memory
 */
export async function unlessRejected<T>(
  waited: T | PromiseLike<T>,
  listen: (reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  let stop = () => {};
  const rejected = new Promise<never>((_, reject) => {
    stop = listen(reject);
  });
  try {
    return await Promise.race([waited, rejected]);
  } finally {
    stop();
  }
}
