export { hasFailed } from "./has-failed.ts";
export { readCaptures } from "./read-captures.ts";
export {
  type Capture,
  CaptureError,
  type CaptureForm,
  type CaptureOptions,
  failureOf,
  type PrintedError,
} from "./types.ts";
