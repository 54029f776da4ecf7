import { answerKind, classify, readEnvelope } from "@comet-triage/core";
import { type Capture, failureOf } from "./types.ts";

/** Whether a capture is a failure, including one disguised as success. A capture without a status counts as a failure. */
export function hasFailed(capture: Capture): boolean {
  const { response, error } = capture;
  if (error !== undefined || response?.status === undefined) return true;
  // The protocol was switched, as WebSockets do.
  if (response.status < 200) return false;
  const kind = answerKind(response.status, () => true);
  if (kind !== "success") return kind !== "unchanged";
  const { isError, isCut } = readEnvelope(response.body);
  return isError || isCut || classify(failureOf(capture)).category !== "unknown";
}
