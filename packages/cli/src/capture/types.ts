import type { Failure, ReportRequest, ReportResponse } from "@comet-triage/core";

/** The form of a text. */
export type CaptureForm = "http" | "har" | "body" | "error" | "log";

/** An error read from its printed form. */
export interface PrintedError {
  readonly name: string;
  readonly message: string;
  readonly code?: string | undefined;
  readonly cause?: PrintedError | undefined;
  /** The first of the errors that it aggregates. */
  readonly errors?: readonly PrintedError[] | undefined;
}

/** One exchange with the gateway, as far as a text contains it. */
export interface Capture {
  readonly form: CaptureForm;
  readonly request?: ReportRequest | undefined;
  /** Absent when no response came. */
  readonly response?: ReportResponse | undefined;
  /** What the transport said, if no response came or it broke off. */
  readonly error?: PrintedError | undefined;
  /** When it was sent, in milliseconds since the epoch. */
  readonly timestamp?: number | undefined;
  readonly durationMs?: number | undefined;
  /** The row that decided when this was recorded, if the text names it. */
  readonly ruleId?: string | undefined;
  /** What the text lacks for a reliable verdict, and how to get it. */
  readonly missing?: string | undefined;
}

/** What is known about a text before it is read. */
export interface CaptureOptions {
  /** The HTTP status, if the text does not contain it. */
  readonly status?: number | undefined;
}

const whatToGive =
  "Give the output of curl -i or curl -v, a HAR file, a printed error, a log line, or a body with its status.";

/** Thrown for a text without an exchange. Its message says what was found, and what to provide instead. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";
  /** What was found. */
  readonly fault: string;
  /** What to do about it, if that is more than to provide something else. */
  readonly remedy: string | undefined;

  constructor(fault: string, remedy?: string) {
    super(`${fault} ${remedy ?? whatToGive}`);
    this.fault = fault;
    this.remedy = remedy;
  }
}

/** What `classify` reads of a capture: the status of a success that broke off does not count. */
export const failureOf = ({ request, response, error }: Capture): Failure => ({
  status: error && response?.status && response.status < 300 ? undefined : response?.status,
  headers: response?.headers,
  body: response?.body,
  error,
  request,
});
