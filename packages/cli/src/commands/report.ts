import { type AttemptRecord, classify, createReport, formatReport } from "@comet-triage/core";
import { type Capture, failureOf, hasFailed } from "../capture/index.ts";
import { exitCodeOf } from "../exit-code.ts";
import { readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export interface ReportFlags {
  readonly status?: number | undefined;
  /** The failure to report, from 1. Default: the last. */
  readonly entry?: number | undefined;
  readonly format: "json" | "markdown" | "text";
}

/** Writes the support report on one failure in what is read. */
export async function report(source: string | undefined, flags: ReportFlags, terminal: Terminal): Promise<number> {
  const captures = (await readInput(source, flags.status, terminal)).filter(hasFailed);
  const { entry = captures.length, format } = flags;
  const capture = captures[entry - 1];
  if (capture === undefined) {
    const found =
      captures.length === 0 ? "Nothing failed in it." : `It holds ${captures.length} failures, not ${entry}.`;
    throw new UsageError(found);
  }
  const verdict = classify(failureOf(capture));
  const made = createReport({
    request: capture.request ?? {},
    response: capture.response,
    error: capture.error,
    verdict,
    attempts: captures.filter((other) => isSameCall(other, capture)).map(attemptOf),
  });
  terminal.out(format === "json" ? `${JSON.stringify(made, null, 2)}\n` : formatReport(made, format));
  return exitCodeOf([verdict]);
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
