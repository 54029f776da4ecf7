export { CometError, cometBaseUrl, isCometError } from "@comet-triage/core";
export { createFetch, type TriageFetch, type TriageInit } from "./create-fetch.ts";
export type { CallOptions, FetchOptions, TriageOptions } from "./options.ts";
export { attemptsOf, verdictOf, withStoryOf } from "./story.ts";
