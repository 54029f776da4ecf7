import { onAbort } from "@comet-triage/core";
import type { CancelToken, InternalAxiosRequestConfig } from "axios";

/** What axios has always had, but its types leave out. */
type Token = CancelToken & Record<"subscribe" | "unsubscribe", (listener: (reason: unknown) => void) => void>;

/** The caller's `signal` and `cancelToken` as one signal, until `release` removes the listeners from both. */
export function callerSignal(config: InternalAxiosRequestConfig): {
  readonly signal: AbortSignal | undefined;
  release(): void;
} {
  const signal = (config.signal ?? undefined) as AbortSignal | undefined;
  if (config.cancelToken === undefined) return { signal, release: () => {} };
  const token = config.cancelToken as Token;
  const controller = new AbortController();
  const abort = (reason: unknown) => controller.abort(reason);
  token.subscribe(abort);
  // Not `AbortSignal.any`: on some runtimes it keeps the signals that it joins as long as the longest-lived one.
  const stop = onAbort(signal ? [signal] : [], abort);
  return {
    signal: controller.signal,
    release() {
      token.unsubscribe(abort);
      stop();
    },
  };
}
