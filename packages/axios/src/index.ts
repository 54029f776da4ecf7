export { type CallOptions, cometBaseUrl } from "@comet-triage/core";
export { type AxiosTriageOptions, attachTriage } from "./attach-triage.ts";
export type { FailedTriage, Triage } from "./story.ts";
