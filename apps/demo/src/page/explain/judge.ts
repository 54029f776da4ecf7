import {
  type Capture,
  CaptureError,
  explainCapture,
  failureOf,
  hasFailed,
  matchesOf,
  nearMisses,
  readCaptures,
  reportCapture,
} from "@comet-triage/cli/capture";
import { formatReport, type Verdict } from "@comet-triage/core";
import type { Detail, FailureLine, OwnStatus } from "./protocol.ts";

/** What was found in a text. */
export interface Findings {
  readonly captures: readonly Capture[];
  readonly failures: readonly Capture[];
  readonly own: OwnStatus | undefined;
}

/**
 * @param status - for calls whose text lacks it
 * @returns what is wrong with the text, as a sentence, if it contains no exchange
 */
export function read(text: string, status: number | undefined): Findings | string {
  const alone = capturesIn(text);
  const own = typeof alone === "string" ? undefined : ownStatusOf(alone);
  const captures = own === undefined && status !== undefined ? capturesIn(text, status) : alone;
  return typeof captures === "string" ? captures : { captures, failures: captures.filter(hasFailed), own };
}

function capturesIn(text: string, status?: number): readonly Capture[] | string {
  try {
    return readCaptures(text, { status });
  } catch (error) {
    if (error instanceof CaptureError) return error.message;
    throw error;
  }
}

function ownStatusOf(captures: readonly Capture[]): OwnStatus | undefined {
  if (captures.length === 1) return captures[0]?.response?.status;
  return captures.every(({ response }) => response?.status !== undefined) ? "each" : undefined;
}

export function lineOf(capture: Capture): FailureLine {
  const { request, verdict } = explainCapture(capture);
  const { category, retry, action } = verdict;
  const what = [request.method, request.url].filter(Boolean).join(" ") || verdict.message || "a failure";
  return { what: what.slice(0, 300), status: statusOf(capture, verdict), category, retry, action };
}

export function detailOf({ captures, failures }: Findings, index: number): Detail | undefined {
  const capture = failures[index];
  if (capture === undefined) return undefined;
  const explanation = explainCapture(capture);
  const failure = failureOf(capture);
  const report = reportCapture(capture, captures);
  return {
    index,
    explanation,
    received: `${statusOf(capture, explanation.verdict) ?? (capture.response ? "status unknown" : "no response")}`,
    matches: matchesOf(failure, explanation.verdict),
    nearMisses: nearMisses(failure, explanation.verdict),
    report: {
      markdown: formatReport(report, "markdown"),
      text: formatReport(report, "text"),
      json: `${JSON.stringify(report, null, 2)}\n`,
      removed: report.removed,
    },
  };
}

/** The verdict has no status if a response broke off. */
const statusOf = ({ response }: Capture, { status }: Verdict): number | undefined => response?.status ?? status;
