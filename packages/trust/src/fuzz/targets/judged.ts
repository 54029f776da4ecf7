import { advice, type Failure, type Verdict } from "@comet-triage/core";
import { must } from "../target.ts";

/** What holds for every verdict. */
export function checkVerdict(verdict: Verdict): void {
  const { ruleId, category, retry, retryable, normalizedStatus, requestId, retryAfterMs, status } = verdict;
  const written = JSON.stringify(verdict);
  must(JSON.stringify(JSON.parse(written)) === written, "a verdict crosses a wire");
  must(ruleId !== "" && category in advice, "the row and the category are known");
  must(retryable === (retry === "yes"), "retryable says what retry says");
  must(normalizedStatus >= 400 && normalizedStatus <= 599, "the normalized status is one of an error");
  must(requestId === undefined || (requestId !== "" && requestId.length <= 128), "an id is no longer than an id");
  must(retryAfterMs === undefined || (Number.isInteger(retryAfterMs) && retryAfterMs >= 0), "a wait can be waited");
  must(status === undefined || (status >= 100 && status <= 599), "the status is one");
  for (const name of ["code", "type", "param", "message"] as const) {
    must(verdict[name] === undefined || (typeof verdict[name] === "string" && verdict[name] !== ""), `${name} is text`);
  }
}

/** For a failure that was made with care: the types are the compiler's business, the values are not. */
export const asFailure = (value: unknown): Failure => value as Failure;
