import type { Verdict } from "@comet-triage/core";
import type { Capture } from "../types.ts";
import { verdictOn } from "./verdict-on.ts";

/** The verdict on a failure; `undefined` if nothing but the status, which the text lacks, could tell what it means. */
export function decisionOf(capture: Capture): Verdict | undefined {
  const verdict = verdictOn(capture);
  const lacksStatus = capture.response !== undefined && capture.response.status === undefined;
  return lacksStatus && verdict.category === "unknown" ? undefined : verdict;
}
