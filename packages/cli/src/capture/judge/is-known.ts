import { classify } from "@comet-triage/core";
import { type Capture, failureOf } from "../types.ts";

/** Whether a failure means something to the table. */
export const isKnown = (capture: Capture): boolean => classify(failureOf(capture)).category !== "unknown";
