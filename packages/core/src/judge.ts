import { isAbortOf } from "./abort.ts";
import { classify, type Verdict } from "./classify.ts";
import type { Failure } from "./failure.ts";
import type { RetryPolicy } from "./retry-options.ts";

/** Judges with the policy's rows. An abort with a custom reason counts as canceled, whatever the reason is. */
export function judge(failure: Failure, { rules, runtime, signal }: RetryPolicy): Verdict {
  const options = { rules, now: runtime.now() };
  const verdict = classify(failure, options);
  if (verdict.category !== "unknown" || !isAbortOf(signal, failure.error)) return verdict;
  return classify({ ...failure, error: new DOMException(verdict.message, "AbortError") }, options);
}
