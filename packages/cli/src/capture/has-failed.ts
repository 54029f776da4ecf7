import { answerKind, classify, readEnvelope } from "@comet-triage/core";
import { type Capture, failureOf } from "./types.ts";

/** Whether a capture is a failure, also one that is disguised as success. What has no status is taken for one. */
export function hasFailed(capture: Capture): boolean {
  const { response, error } = capture;
  if (error !== undefined || response?.status === undefined) return true;
  // A protocol was switched to, as WebSockets do.
  if (response.status < 200) return false;
  const kind = answerKind(response.status, () => true);
  if (kind !== "success") return kind !== "unchanged";
  const { isError, isCut } = readEnvelope(response.body);
  return isError || isCut || classify(failureOf(capture)).category !== "unknown";
}
