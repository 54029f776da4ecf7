export { type CallOptions, cometBaseUrl, formatReport, type Report, type ReportOptions } from "@comet-triage/core";
export { type AxiosTriageOptions, attachTriage } from "./attach-triage.ts";
export { reportOf } from "./report-of.ts";
export type { FailedTriage, Triage } from "./story.ts";
