export {
  type AttemptRecord,
  type CallOptions,
  type Category,
  cometBaseUrl,
  createThrottle,
  formatReport,
  type GiveUpContext,
  type Report,
  type ReportOptions,
  type RetryContext,
  type Rule,
  type ShouldRetryContext,
  type Throttle,
  type ThrottleEvent,
  type ThrottleOptions,
  type Verdict,
} from "@comet-triage/core";
export { type AxiosLike, type AxiosTriageOptions, attachTriage } from "./attach-triage.ts";
export { reportOf } from "./report-of.ts";
export type { FailedTriage, Triage } from "./story.ts";
