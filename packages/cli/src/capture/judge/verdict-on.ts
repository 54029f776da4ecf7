import { type ClassifyOptions, classify, type Verdict } from "@comet-triage/core";
import { rowOf } from "../read/recorded-rule.ts";
import { type Capture, failureOf } from "../types.ts";

/** The verdict on a failure: as it was recorded, where the text tells by which row, as the client may have known more; else the table's. */
export const verdictOn = (capture: Capture, options: Pick<ClassifyOptions, "now"> = {}): Verdict => {
  const rules = rowOf(capture.ruleId);
  return classify(failureOf(capture), rules ? { ...options, rules } : options);
};
