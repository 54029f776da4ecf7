import { getEventListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { isCometError } from "../src/errors.ts";
import type { Failure } from "../src/failure.ts";
import { runWithRetry } from "../src/retry/run-with-retry.ts";
import type { Throttle } from "../src/throttle/throttle-types.ts";
import { type Event, type Settings, waitMs } from "./call-model.ts";
import { type ManualTime, manualTime } from "./manual-time.ts";

/** What a failed attempt shows. */
const failures: Readonly<Record<string, Failure>> = {
  busy: { status: 503 },
  refused: { status: 400 },
  limited: { status: 429, headers: { "retry-after": "1" } },
  gone: { status: 503, body: '{"error":{"code":"model_not_found","message":"no channel"}}' },
};

/** The options and the runtime that calls share. */
export interface Shared {
  readonly clock: ManualTime;
  readonly throttle?: Throttle;
}

export type ModelledCall = ReturnType<typeof modelledCall>;

/** A call of the engine, to which events happen one at a time. */
export function modelledCall(
  { maxRetries, timeout, totalTimeout }: Settings,
  { clock, throttle }: Shared = { clock: manualTime() },
) {
  let sends = 0;
  let result: string | undefined;
  let answer: ((event: Event) => void) | undefined;
  const caller = new AbortController();
  const { signal } = caller;

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
          else resolve({ ok: false, failure: failures[event] ?? {}, settle: () => event });
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
    throttle,
  };
  runWithRetry(send, { ...options, runtime: clock }).then(
    (value) => {
      result = value;
    },
    (error: Error) => {
      const limit = /The (call|attempt) timed out/.exec(error.message)?.[1];
      if (isCometError(error)) result = "spared";
      else if (limit === undefined) result = `Error: ${error.message}`;
      else result = `TimeoutError: ${limit === "call" ? "total" : limit}`;
    },
  );

  return {
    meet(event: Event): void {
      if (event === "abort") caller.abort(new Error("the user left"));
      else if (event === "second") clock.second();
      else answer?.(event);
    },
    /** Everything that could happen without another event has happened. */
    settled: () => setImmediate(),
    seen: () => ({ sends, result }),
    leave(): void {
      if (result === undefined) caller.abort(new Error("the user left"));
    },
    leftBehind: () => ({ timers: clock.pending(), listeners: getEventListeners(signal, "abort").length }),
  };
}
