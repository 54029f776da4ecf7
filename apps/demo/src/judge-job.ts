import { classify, type Failure, type Verdict } from "@comet-triage/core";

/** The adapters pass on what a job says of itself; its caller asks the table about it. */
export function judgeJob(answer: Failure): Verdict | undefined {
  const verdict = classify(answer);
  return verdict.category === "unknown" ? undefined : verdict;
}
