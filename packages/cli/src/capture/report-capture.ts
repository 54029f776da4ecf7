import { type AttemptRecord, classify, createReport, type Report } from "@comet-triage/core";
import { type Capture, failureOf } from "./types.ts";

/**
 * Makes the support report on one of several exchanges.
 *
 * @param failures - those that failed, in order: other attempts of the same call go into the report
 */
export function reportCapture(capture: Capture, failures: readonly Capture[] = [capture]): Report {
  return createReport({
    request: capture.request ?? {},
    response: capture.response,
    error: capture.error,
    verdict: classify(failureOf(capture)),
    attempts: failures.filter((other) => isSameCall(other, capture)).map(attemptOf),
  });
}

/** Attempts of one call stand in a log one after the other. */
const isSameCall = (one: Capture, other: Capture): boolean =>
  one.timestamp !== undefined && one.form === other.form && one.request?.url === other.request?.url;

function attemptOf(capture: Capture, index: number): AttemptRecord {
  const { timestamp = 0, durationMs = 0, request, response } = capture;
  const { ruleId, requestId } = classify(failureOf(capture));
  const { body } = response ?? {};
  return {
    attempt: index + 1,
    timestamp,
    durationMs,
    method: request?.method,
    model: request?.model,
    status: response?.status,
    requestId,
    ruleId,
    body: typeof body === "string" ? body : undefined,
  };
}
