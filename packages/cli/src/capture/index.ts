export { type Explanation, explainCapture } from "./explain-capture.ts";
export { hasFailed } from "./has-failed.ts";
export { type Match, matchesOf } from "./matches.ts";
export { type NearMiss, nearMisses } from "./near-misses.ts";
export { readCaptures } from "./read-captures.ts";
export { reportCapture } from "./report-capture.ts";
export {
  type Capture,
  CaptureError,
  type CaptureForm,
  type CaptureOptions,
  failureOf,
  type PrintedError,
} from "./types.ts";
