// The table, and the decision

// The engine, and errors
export { type BackoffOptions, backoffMs } from "./backoff.ts";
export { cometBaseUrl } from "./base-url.ts";
export { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
// What adapters read responses with
export { disguiseWindow, readDisguise } from "./disguise.ts";
export type { Envelope } from "./envelope.ts";
export { errorBody } from "./error-body.ts";
export { CometError, isCometError } from "./errors.ts";
export type { Failure, RequestInfo } from "./failure.ts";
export type { HeadersLike } from "./headers.ts";
export { readEnvelope } from "./read-envelope.ts";
export type { Removal, RemovalKind } from "./redact/types.ts";
export { readReportRequest } from "./report/read-request.ts";
export type {
  Report,
  ReportAttempt,
  ReportBody,
  ReportField,
  ReportFile,
  ReportInput,
  ReportOptions,
  ReportRequest,
  ReportResponse,
  Trial,
} from "./report/types.ts";
export { parseRetryAfter } from "./retry-after.ts";
export { type RetryOptions, type RetryPolicy, retryPolicy } from "./retry-options.ts";
export type {
  Attempt,
  AttemptContext,
  AttemptRecord,
  FailedEnd,
  GiveUpContext,
  RetryContext,
  RetryEnd,
  ShouldRetryContext,
  StopReason,
} from "./retry-types.ts";
export type { Advice, BodyKind, Category, NetworkKind, Outcome, Retry, Rule, RuleMatch, Scope } from "./rule.ts";
export {
  advice,
  edgeRules,
  fallbackRules,
  gatewayRules,
  genericCodes,
  guideRules,
  networkRules,
  providerRules,
  type RuleId,
  retriedByStatus,
  rules,
  sources,
} from "./rules/index.ts";
export { runWithPolicy, runWithRetry, type Send } from "./run-with-retry.ts";
export type { Runtime } from "./runtime.ts";
export { isContentEvent, isErrorEvent, isLastEvent, speaksDialect } from "./stream-events.ts";
