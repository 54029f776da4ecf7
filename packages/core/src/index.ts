export { onAbort } from "./abort.ts";
export { type Attributes, attemptAttributes, throttleAttributes } from "./attributes.ts";
export { type BackoffOptions, backoffMs } from "./backoff.ts";
export { cometBaseUrl } from "./base-url.ts";
export { type BodyHead, type BodyReader, readHead, rejoin, sizeOf, textOf, type UnreadBody } from "./body.ts";
export { type CallOptions, type CallPolicy, callPolicy, type TriageOptions } from "./call-options.ts";
export { describeValue, type OptionCheck, type OptionChecks } from "./check-options.ts";
export { type ClassifyOptions, classify, type Verdict } from "./classify.ts";
export { credentialHeaders, credentialOf, credentialParameters, secretsSent } from "./credential.ts";
export type { Envelope } from "./envelope.ts";
export { errorBody } from "./error-body.ts";
export { CometError, isCometError } from "./errors.ts";
export { openEventStream, type StreamCall } from "./event-stream.ts";
export type { Failure, RequestInfo } from "./failure.ts";
export { failureIn } from "./failure-in.ts";
export { type FinalAnswer, finalAnswer, type HeaderChanges, refusedAnswer, streamHeaders } from "./final-answer.ts";
export type { HeadersLike } from "./headers.ts";
export { answerKind, failureLimit, inspectDocument, inspectionOf, isBodiless } from "./inspect-body.ts";
export { isFailure } from "./is-failure.ts";
export { judge } from "./judge.ts";
export { type NodeStream, onceUnused } from "./once-unused.ts";
export { readEnvelope } from "./read-envelope.ts";
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
export { isOneShot, modelOf } from "./request-body.ts";
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
  Send,
  ShouldRetryContext,
  StopReason,
  Transport,
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
export { runWithPolicy, runWithRetry } from "./run-with-retry.ts";
export type { Runtime } from "./runtime.ts";
export type { CreateParser } from "./stream-watch.ts";
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
export { withoutUser } from "./url.ts";
