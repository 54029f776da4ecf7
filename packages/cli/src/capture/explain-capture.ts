import { classify, redact, type Verdict } from "@comet-triage/core";
import { type Capture, failureOf } from "./types.ts";

/** What the table says of an exchange, fit to be shown: no key that was captured stands in it. */
export interface Explanation {
  /** What was sent, as far as it is known. */
  readonly request: { readonly method?: string | undefined; readonly url?: string | undefined };
  /** What to do, and what the response told. */
  readonly verdict: Verdict;
  /** What the text lacks for a sure verdict, and how to get it. */
  readonly missing?: string | undefined;
}

/** Judges an exchange, at the time at which it was captured. */
export function explainCapture(capture: Capture): Explanation {
  const { request = {}, timestamp, missing } = capture;
  const verdict = classify(failureOf(capture), timestamp === undefined ? {} : { now: timestamp });
  const { status, code, type, param, message, requestId, retryAfterMs, ...decision } = verdict;
  // What was captured may hold a key anywhere; what the table says of it holds none. The headers tell which key it is.
  const said = { method: request.method, url: request.url, code, type, param, message, requestId };
  const { method, url, ...shown } = (redact({ said, headers: request.headers }).value as { said: typeof said }).said;
  return { request: { method, url }, verdict: { ...decision, status, retryAfterMs, ...shown }, missing };
}
