export {
  type CallOptions,
  CometError,
  cometBaseUrl,
  createThrottle,
  formatReport,
  isCometError,
  type Report,
  type ReportOptions,
  type Throttle,
  type ThrottleOptions,
  type TriageOptions,
} from "@comet-triage/core";
export { createFetch, type FetchOptions, type TriageFetch, type TriageInit } from "./create-fetch.ts";
export { reportOf } from "./report-of.ts";
export { attemptsOf, verdictOf, withStoryOf } from "./story.ts";
