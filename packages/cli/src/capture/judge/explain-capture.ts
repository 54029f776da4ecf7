import { redact, secretsSent, type Verdict } from "@comet-triage/core";
import type { Capture } from "../types.ts";
import { verdictOn } from "./verdict-on.ts";

/** The verdict on an exchange, safe to show: it contains no captured key. */
export interface Explanation {
  /** The request, as far as it is known. */
  readonly request: { readonly method?: string | undefined; readonly url?: string | undefined };
  /** What to do, and what the response said. */
  readonly verdict: Verdict;
  /** What the text lacks for a reliable verdict, and how to get it. */
  readonly missing?: string | undefined;
}

/** Judges an exchange, as of the time it was captured. */
export function explainCapture(capture: Capture): Explanation {
  const { request = {}, timestamp, missing } = capture;
  const verdict = verdictOn(capture, timestamp === undefined ? {} : { now: timestamp });
  const { status, code, type, param, message, requestId, retryAfterMs, ...decision } = verdict;
  // Captured text may contain a key anywhere. The request shows which key to remove; the table's own text has none.
  const said = { method: request.method, url: request.url, code, type, param, message, requestId };
  const redacted = redact({ said, body: request.body }, { secrets: secretsSent(request) }).value;
  const { method, url, ...shown } = (redacted as { said: typeof said }).said;
  return { request: { method, url }, verdict: { ...decision, status, retryAfterMs, ...shown }, missing };
}
