export { type Explanation, explainCapture } from "./judge/explain-capture.ts";
export { hasFailed } from "./judge/has-failed.ts";
export { type Match, matchesOf } from "./judge/matches.ts";
export { type NearMiss, nearMisses } from "./judge/near-misses.ts";
export { reportCapture } from "./judge/report-capture.ts";
export { readCaptures } from "./read/read-captures.ts";
export {
  type Capture,
  CaptureError,
  type CaptureForm,
  type CaptureOptions,
  failureOf,
  type PrintedError,
} from "./types.ts";
