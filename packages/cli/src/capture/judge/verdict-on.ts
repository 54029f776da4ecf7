import { type ClassifyOptions, classify, type Verdict } from "@comet-triage/core";
import { tableOf } from "../read/recorded-rule.ts";
import { type Capture, failureOf } from "../types.ts";

/** The verdict on a failure. Where the text names the row that decided, that row decides again: the client may have known more. */
export function verdictOn(capture: Capture, options: Pick<ClassifyOptions, "now"> = {}): Verdict {
  const rules = tableOf(capture.ruleId);
  return classify(failureOf(capture), rules ? { ...options, rules } : options);
}

/** Whether the table knows what a failure means. */
export const isKnown = (capture: Capture): boolean => verdictOn(capture).category !== "unknown";

/** The verdict on a failure; `undefined` if nothing but the status, which the text lacks, could tell what it means. */
export function decisionOf(capture: Capture): Verdict | undefined {
  const lacksStatus = capture.response !== undefined && capture.response.status === undefined;
  return lacksStatus && !isKnown(capture) ? undefined : verdictOn(capture);
}
