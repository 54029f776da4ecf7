import { answerKind, classify, readEnvelope } from "@comet-triage/core";
import { type Capture, failureOf } from "../types.ts";
import { isAnswer } from "./is-answer.ts";

/** Whether a capture is a failure, including one disguised as success. One without a status is, unless it is an answer. */
export function hasFailed(capture: Capture): boolean {
  const { response, error, ruleId } = capture;
  if (error !== undefined || response === undefined || ruleId !== undefined) return true;
  const { body, status = isAnswer(body) ? 200 : undefined } = response;
  if (status === undefined) return true;
  // The protocol was switched, as WebSockets do.
  if (status < 200) return false;
  const kind = answerKind(status, () => true);
  if (kind !== "success") return kind !== "unchanged";
  const { isError, isCut } = readEnvelope(body);
  return isError || isCut || classify({ ...failureOf(capture), status }).category !== "unknown";
}
