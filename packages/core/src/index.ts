export { type Attributes, attemptAttributes, throttleAttributes } from "./attributes.ts";
export { cometBaseUrl } from "./base-url.ts";
export { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
export { CometError, isCometError } from "./errors.ts";
export type { Failure, RequestInfo } from "./failure.ts";
export * from "./for-adapters.ts";
export type { Envelope } from "./read/envelope.ts";
export { failureIn } from "./read/failure-in.ts";
export type { HeadersLike } from "./read/headers.ts";
export { readEnvelope } from "./read/read-envelope.ts";
export { parseRetryAfter } from "./read/retry-after.ts";
export { type Redacted, type RedactOptions, redact } from "./redact/redact.ts";
export { redactText } from "./redact/redact-text.ts";
export type { Note } from "./redact/spans.ts";
export type { Removal, RemovalKind } from "./redact/types.ts";
export { createReport } from "./report/create-report.ts";
export { formatReport } from "./report/format-report.ts";
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
export { isFailure } from "./response/is-failure.ts";
export { type BackoffOptions, backoffMs } from "./retry/backoff.ts";
export type { CallOptions, TriageOptions } from "./retry/call-options.ts";
export type { RetryOptions } from "./retry/retry-options.ts";
export type {
  Attempt,
  AttemptContext,
  AttemptRecord,
  FailedEnd,
  GiveUpContext,
  RetryContext,
  RetryEnd,
  Send,
  ShouldRetryContext,
  StopReason,
} from "./retry/retry-types.ts";
export { runWithRetry } from "./retry/run-with-retry.ts";
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
export type { Runtime } from "./runtime.ts";
export { createThrottle } from "./throttle/create-throttle.ts";
export type {
  Throttle,
  ThrottledCall,
  ThrottleEvent,
  ThrottleKey,
  ThrottleOptions,
  ThrottlePolicy,
  ThrottleState,
  ThrottleStatus,
} from "./throttle/throttle-types.ts";
