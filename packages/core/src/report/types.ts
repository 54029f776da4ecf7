import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { HeadersLike } from "../read/headers.ts";
import type { Removal } from "../redact/types.ts";
import type { AttemptRecord } from "../retry/retry-types.ts";

/**
 * The request that failed, as its transport sent it.
 *
 * An adapter gives the full `url` with its query, all sent `headers` (with credentials: the report uses them to find what to
 * remove elsewhere) and the sent `body`, by reference. Do not redact or copy anything before. For a `Request` use
 * `readReportRequest`.
 */
export interface ReportRequest extends RequestInfo {
  readonly headers?: HeadersLike | undefined;
  /**
   * Text, bytes, `FormData`, `URLSearchParams`, a `Blob`, or a value that was sent as JSON. `null` and `undefined` mean
   * none. A stream is only named, because sending it consumed it.
   */
  readonly body?: unknown;
}

/** The response, as far as the adapter still has it. */
export interface ReportResponse {
  readonly status?: number | undefined;
  /** The reason phrase after the status; HTTP/2 has none. */
  readonly statusText?: string | undefined;
  readonly headers?: HeadersLike | undefined;
  /** Default: the body that the last attempt's record kept. */
  readonly body?: unknown;
}

/** Whether the same request works with one part replaced. */
export interface Trial {
  readonly works: boolean;
  /** What was tried and the result: a model's name, a status. Never a key. */
  readonly detail?: string | undefined;
}

/** Additions to a report. */
export interface ReportOptions {
  /** Secrets to remove everywhere, even if encoded. Those in the request's headers and query are found automatically. */
  readonly secrets?: readonly string[] | undefined;
  /** Whether the same request works with another model. */
  readonly otherModel?: Trial | undefined;
  /** Whether the same request works with another API key. */
  readonly otherKey?: Trial | undefined;
}

/** What a report is made from. */
export interface ReportInput extends ReportOptions {
  readonly request: ReportRequest;
  readonly verdict: Verdict;
  readonly attempts?: readonly AttemptRecord[] | undefined;
  readonly response?: ReportResponse | undefined;
  /** What the transport threw, if it did. */
  readonly error?: unknown;
  /** Default: whether the verdict's rule ended three of the attempts. */
  readonly repeated?: boolean | undefined;
}

/** A file in the request, or a reference to one. */
export interface ReportFile {
  /** The form's field, or the JSON path. */
  readonly where: string;
  readonly sent: "uploaded" | "url" | "base64";
  readonly name?: string | undefined;
  /** The media type. */
  readonly type?: string | undefined;
  readonly bytes?: number | undefined;
}

/** One field of a form. A file's value says its type and size. */
export interface ReportField {
  readonly name: string;
  readonly value: string;
}

/** A request's body, without secrets and files. */
export type ReportBody =
  | { readonly kind: "none" }
  /** The text exactly as it was sent, JSON or not. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "form"; readonly fields: readonly ReportField[] }
  | { readonly kind: "binary"; readonly type?: string | undefined; readonly bytes?: number | undefined }
  /** Consumed by sending it. */
  | { readonly kind: "stream" };

/** One attempt. */
export interface ReportAttempt {
  /** From 1. */
  readonly attempt: number;
  /** When it was sent: ISO 8601, UTC. */
  readonly time: string;
  readonly durationMs: number;
  readonly status?: number | undefined;
  readonly ruleId?: string | undefined;
  readonly requestId?: string | undefined;
  /** The wait after it, in milliseconds. */
  readonly delayMs?: number | undefined;
}

/** What the guide asks you to capture before you contact support, without secrets. Plain JSON. */
export interface Report {
  readonly request: {
    readonly method?: string | undefined;
    /** Scheme, host and port. */
    readonly origin?: string | undefined;
    /** The path. */
    readonly endpoint?: string | undefined;
    readonly model?: string | undefined;
    readonly query: readonly ReportField[];
    /** Values of headers that are not known to be harmless are not shown. */
    readonly headers: readonly ReportField[];
    readonly body: ReportBody;
    readonly files: readonly ReportFile[];
  };
  readonly response: {
    /** Absent if no response came, or if only its body is known. */
    readonly status?: number | undefined;
    readonly statusText?: string | undefined;
    readonly headers: readonly ReportField[];
    readonly body?: string | undefined;
  };
  readonly error: {
    /** The exact `error.message`. */
    readonly message?: string | undefined;
    readonly code?: string | undefined;
    readonly type?: string | undefined;
    readonly param?: string | undefined;
    /** What the transport threw, and its causes: name and message of each. */
    readonly thrown: readonly string[];
  };
  readonly requestIds: readonly string[];
  readonly attempts: readonly ReportAttempt[];
  /** Absent when it was not tried. */
  readonly otherModel?: Trial | undefined;
  readonly otherKey?: Trial | undefined;
  /** With `refused` if the throttle did not send the call, or did not retry it. */
  readonly decision: Pick<
    Verdict,
    "ruleId" | "category" | "retry" | "reason" | "action" | "steps" | "source" | "refused"
  >;
  /** The same failure ended three attempts. */
  readonly repeated: boolean;
  /** What to do with the report: contact support, or first something else. */
  readonly advice: string;
  /** What was removed, and where it was. */
  readonly removed: readonly Removal[];
}
