import { classify, redact, type Verdict } from "@comet-triage/core";
import { type Capture, failureOf } from "./types.ts";

/** The verdict on an exchange, safe to show: it contains no captured key. */
export interface Explanation {
  /** The request, as far as it is known. */
  readonly request: { readonly method?: string | undefined; readonly url?: string | undefined };
  /** What to do, and what the response said. */
  readonly verdict: Verdict;
  /** What the text lacks for a certain verdict, and how to get it. */
  readonly missing?: string | undefined;
}

/** Judges an exchange, as of the time when it was captured. */
export function explainCapture(capture: Capture): Explanation {
  const { request = {}, timestamp, missing } = capture;
  const verdict = classify(failureOf(capture), timestamp === undefined ? {} : { now: timestamp });
  const { status, code, type, param, message, requestId, retryAfterMs, ...decision } = verdict;
  // Captured text may contain a key anywhere. The headers tell which key to remove; the table's own text has none.
  const said = { method: request.method, url: request.url, code, type, param, message, requestId };
  const { method, url, ...shown } = (redact({ said, headers: request.headers }).value as { said: typeof said }).said;
  return { request: { method, url }, verdict: { ...decision, status, retryAfterMs, ...shown }, missing };
}
