/**
 * Waits, or rejects as soon as the signal aborts; leaves no timer and no listener behind.
 *
 * @param durationMs - `Infinity` waits only for the abort
 * @throws the signal's reason
 */
export function wait(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const finish = () => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    const timer = durationMs === Number.POSITIVE_INFINITY ? undefined : setTimeout(finish, durationMs);
    signal.addEventListener("abort", stop, { once: true });
  });
}
