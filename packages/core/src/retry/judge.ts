import { classify, type Verdict } from "../classify.ts";
import type { Failure } from "../failure.ts";
import { isAbortOf } from "./abort.ts";
import type { RetryPolicy } from "./retry-options.ts";

/**
 * Judges by the policy's rows. An abort counts as canceled, whatever its reason and whatever arrived before it, unless the
 * table knows the reason itself, such as that of a limit.
 */
export function judge(failure: Failure, { rules, runtime, signal }: RetryPolicy): Verdict {
  const { error } = failure;
  const options = { rules, now: runtime.now() };
  const alone = isAbortOf(signal, error) ? classify({ error }, options) : undefined;
  if (alone?.category !== "unknown") return classify(failure, options);
  return classify({ ...failure, error: new DOMException(alone.message, "AbortError") }, options);
}
