export {
  type AttemptRecord,
  type CallOptions,
  type Category,
  CometError,
  cometBaseUrl,
  createThrottle,
  formatReport,
  type GiveUpContext,
  isCometError,
  type Report,
  type ReportOptions,
  type RetryContext,
  type Rule,
  type ShouldRetryContext,
  type Throttle,
  type ThrottleEvent,
  type ThrottleOptions,
  type TriageOptions,
  type Verdict,
} from "@comet-triage/core";
export { createFetch, type FetchOptions, type TriageFetch, type TriageInit } from "./create-fetch.ts";
export { reportOf } from "./report-of.ts";
export { attemptsOf, verdictOf, withStoryOf } from "./story.ts";
