export { type CallOptions, CometError, cometBaseUrl, isCometError, type TriageOptions } from "@comet-triage/core";
export { createFetch, type FetchOptions, type TriageFetch, type TriageInit } from "./create-fetch.ts";
export { attemptsOf, verdictOf, withStoryOf } from "./story.ts";
