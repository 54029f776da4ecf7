/** What our adapters and tools share. These names are no promise: they may change in any release. */

export { aFunction, describeValue, type OptionCheck, type OptionChecks } from "./check-options.ts";
export { credentialHeaders, credentialOf, credentialParameters, secretsSent } from "./credential.ts";
export { isOneShot, modelOf } from "./read/request-body.ts";
export { withoutUser } from "./read/url.ts";
export { type RemoveKnown, removerOf } from "./redact/known-secrets.ts";
export { filesOf } from "./report/files.ts";
export { readReportRequest } from "./report/read-request.ts";
export { answerKind, inspectionOf, isBodiless } from "./response/answer-kind.ts";
export {
  type BodyHead,
  type BodyReader,
  failureLimit,
  readFailure,
  readHead,
  rejoin,
  sizeOf,
  textOf,
  type UnreadBody,
} from "./response/body.ts";
export { errorBody } from "./response/error-body.ts";
export { openEventStream, type StreamCall } from "./response/event-stream.ts";
export {
  type FinalAnswer,
  finalAnswer,
  type HeaderChanges,
  refusedAnswer,
  streamHeaders,
} from "./response/final-answer.ts";
export { inspectDocument } from "./response/inspect-document.ts";
export type { CreateParser } from "./response/stream-watch.ts";
export { onAbort, unlessAborted } from "./retry/abort.ts";
export { neverSent } from "./retry/call-ends.ts";
export { type CallPolicy, callPolicy } from "./retry/call-options.ts";
export { judge } from "./retry/judge.ts";
export { type NodeStream, onceUnused } from "./retry/once-unused.ts";
export { type RetryPolicy, retryPolicy } from "./retry/retry-options.ts";
export type { Transport } from "./retry/retry-types.ts";
export { runWithPolicy } from "./retry/run-with-retry.ts";
