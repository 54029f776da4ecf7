/** The engine's only sources of time and randomness. */
export interface Runtime {
  /**
   * Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts. Waits and limits both use it. In
   * tests it may resolve at once and move `now` by `ms`: waits then take no time, and limits run in real time.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number in [0, 1). */
  random(): number;
}

/** Real time and randomness. Leaves no timer and no listener behind. */
export const systemRuntime: Runtime = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal?.addEventListener("abort", stop, { once: true });
    }),
  // Looked up at each call, so that fake timers reach them.
  now: () => Date.now(),
  random: () => Math.random(),
};

/**
 * Calls back after `ms` milliseconds. Returns a function that cancels this. If `sleep` takes no time, as in tests, it calls back
 * after `ms` of real time: waits may be skipped, but limits have not passed.
 */
export function after(ms: number, runtime: Runtime, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (runtime.sleep === systemRuntime.sleep) {
    timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  }
  const canceled = new AbortController();
  // Either clock may be the one that moves.
  const time = () => runtime.now() + Date.now();
  const slept = runtime.sleep(ms, canceled.signal);
  // After the call: in tests it may move the clock itself.
  const since = time();
  const end = () => {
    if (canceled.signal.aborted) return;
    // Half of `ms` is enough to tell that it slept: timers fire slightly early, and clocks are adjusted while they run.
    if (Math.abs(time() - since) >= ms / 2) action();
    else timer = setTimeout(action, ms);
  };
  slept.then(end, () => {});
  return () => {
    canceled.abort();
    clearTimeout(timer);
  };
}

export const timeoutError = (message: string): DOMException => new DOMException(message, "TimeoutError");
