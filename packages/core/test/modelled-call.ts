import { getEventListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { runWithRetry } from "../src/run-with-retry.ts";
import { type Event, type Settings, waitMs } from "./call-model.ts";

interface Timer {
  readonly at: number;
  fire(): void;
}

/** A call by the engine, to which events happen one at a time. */
export function modelledCall({ maxRetries, timeout, totalTimeout }: Settings) {
  let now = 0;
  let sends = 0;
  let result: string | undefined;
  let answer: ((event: Event) => void) | undefined;
  const timers = new Set<Timer>();
  const caller = new AbortController();
  const { signal } = caller;
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = (settle: () => void) => () => {
        timers.delete(timer);
        signal?.removeEventListener("abort", stop);
        settle();
      };
      const timer = { at: now + ms, fire: end(resolve) };
      const stop = end(() => reject(signal?.reason));
      timers.add(timer);
      signal?.addEventListener("abort", stop);
    });

  const send: Parameters<typeof runWithRetry<string>>[0] = ({ signal }) => {
    sends += 1;
    return new Promise((resolve, reject) => {
      const leave = () => end(() => reject(signal?.reason));
      const end = (settle: () => void) => {
        answer = undefined;
        signal?.removeEventListener("abort", leave);
        settle();
      };
      signal?.addEventListener("abort", leave);
      answer = (event) =>
        end(() => {
          if (event === "broken") reject(new Error("broken", { cause: { code: "ECONNRESET" } }));
          else if (event === "ok") resolve({ ok: true, value: "ok" });
          else resolve({ ok: false, failure: { status: event === "busy" ? 503 : 400 }, settle: () => event });
        });
    });
  };

  const options = {
    maxRetries,
    initialDelay: waitMs,
    factor: 1,
    jitter: "none" as const,
    signal,
    timeout,
    totalTimeout,
  };
  runWithRetry(send, { ...options, runtime: { sleep, now: () => now, random: () => 0 } }).then(
    (value) => {
      result = value;
    },
    (error: Error) => {
      const limit = /The (call|attempt) timed out/.exec(error.message)?.[1];
      result = limit === undefined ? `Error: ${error.message}` : `TimeoutError: ${limit === "call" ? "total" : limit}`;
    },
  );

  return {
    meet(event: Event): void {
      if (event === "abort") caller.abort(new Error("the user left"));
      else if (event === "second") {
        now += 1000;
        for (const timer of [...timers].sort((a, b) => a.at - b.at)) if (timer.at <= now) timer.fire();
      } else answer?.(event);
    },
    /** Everything that could happen without another event has happened. */
    settled: () => setImmediate(),
    seen: () => ({ sends, result }),
    leave(): void {
      if (result === undefined) caller.abort(new Error("the user left"));
    },
    leftBehind: () => ({ timers: timers.size, listeners: getEventListeners(signal, "abort").length }),
  };
}
