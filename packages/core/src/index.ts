export { type Attributes, attemptAttributes, throttleAttributes } from "./attributes.ts";
export { cometBaseUrl } from "./base-url.ts";
export { aFunction, describeValue, type OptionCheck, type OptionChecks } from "./check-options.ts";
export { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
export { credentialHeaders, credentialOf, credentialParameters, secretsSent } from "./credential.ts";
export { CometError, isCometError } from "./errors.ts";
export type { Failure, RequestInfo } from "./failure.ts";
export type { Envelope } from "./read/envelope.ts";
export { failureIn } from "./read/failure-in.ts";
export type { HeadersLike } from "./read/headers.ts";
export { readEnvelope } from "./read/read-envelope.ts";
export { isOneShot, modelOf } from "./read/request-body.ts";
export { parseRetryAfter } from "./read/retry-after.ts";
export { withoutUser } from "./read/url.ts";
export { type RemoveKnown, removerOf } from "./redact/known-secrets.ts";
export { type Redacted, type RedactOptions, redact } from "./redact/redact.ts";
export { redactText } from "./redact/redact-text.ts";
export type { Note } from "./redact/spans.ts";
export type { Removal, RemovalKind } from "./redact/types.ts";
export { createReport, filesOf } from "./report/create-report.ts";
export { formatReport } from "./report/format-report.ts";
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
export { type BodyHead, type BodyReader, readHead, rejoin, sizeOf, textOf, type UnreadBody } from "./response/body.ts";
export { errorBody } from "./response/error-body.ts";
export { openEventStream, type StreamCall } from "./response/event-stream.ts";
export {
  type FinalAnswer,
  finalAnswer,
  type HeaderChanges,
  refusedAnswer,
  streamHeaders,
} from "./response/final-answer.ts";
export { answerKind, failureLimit, inspectDocument, inspectionOf, isBodiless } from "./response/inspect-body.ts";
export { isFailure } from "./response/is-failure.ts";
export type { CreateParser } from "./response/stream-watch.ts";
export { onAbort } from "./retry/abort.ts";
export { type BackoffOptions, backoffMs } from "./retry/backoff.ts";
export { type CallOptions, type CallPolicy, callPolicy, type TriageOptions } from "./retry/call-options.ts";
export { judge } from "./retry/judge.ts";
export { type NodeStream, onceUnused } from "./retry/once-unused.ts";
export { type RetryOptions, type RetryPolicy, retryPolicy } from "./retry/retry-options.ts";
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
  Transport,
} from "./retry/retry-types.ts";
export { runWithPolicy, runWithRetry } from "./retry/run-with-retry.ts";
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
