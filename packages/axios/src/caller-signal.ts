import { onAbort } from "@comet-triage/core";
import type { CancelToken, InternalAxiosRequestConfig } from "axios";

/** What axios has always had, and its types leave out. */
type Token = CancelToken & Record<"subscribe" | "unsubscribe", (listener: (reason: unknown) => void) => void>;

/** The caller's `signal` and `cancelToken` as one signal, until `release` takes the listeners off both. */
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
  // Not `AbortSignal.any`: on some runtimes it keeps what it joins as long as the longest-lived signal.
  const stop = onAbort(signal ? [signal] : [], abort);
  return {
    signal: controller.signal,
    release() {
      token.unsubscribe(abort);
      stop();
    },
  };
}
