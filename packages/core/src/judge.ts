import { isAbortOf } from "./abort.ts";
import { classify, type Verdict } from "./classify.ts";
import type { Failure } from "./failure.ts";
import type { RetryPolicy } from "./retry-options.ts";

/**
 * Judges with the policy's rows. An abort counts as canceled, whatever its reason is and what had come before it, unless
 * the reason itself is known, such as a limit's.
 */
export function judge(failure: Failure, { rules, runtime, signal }: RetryPolicy): Verdict {
  const { error } = failure;
  const options = { rules, now: runtime.now() };
  const alone = isAbortOf(signal, error) ? classify({ error }, options) : undefined;
  if (alone?.category !== "unknown") return classify(failure, options);
  return classify({ ...failure, error: new DOMException(alone.message, "AbortError") }, options);
}
