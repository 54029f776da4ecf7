import type { Verdict } from "../classify.ts";
import { backoffCeiling, backoffMs } from "./backoff.ts";
import type { FailedAttempt, RetriedCall } from "./retried-call.ts";
import type { RetryPolicy } from "./retry-options.ts";
import type { StopReason } from "./retry-types.ts";

/** The wait before the next attempt in milliseconds, or why there is none. Calls the hooks, within the call's time limit. */
export async function nextAfter<T>(call: RetriedCall<T>, failed: FailedAttempt<T>): Promise<number | StopReason> {
  const { policy, deadline, log, place } = call;
  const { verdict, error } = failed.context;
  await deadline.race(policy.onAttempt?.(log.last));
  // A programming mistake is never retried.
  if (verdict.category === "unknown" && error instanceof TypeError) return "not-retryable";
  const forced = await deadline.race(policy.shouldRetry?.(failed.context));
  const own = stopReason(failed, forced, policy) ?? delayAfter(failed.context.attempt, verdict, policy);
  if (typeof own === "string") return own;
  // Asked only when nothing else forbids a retry, as it uses the budget. Its queue may replace backoff.
  const delayMs = place ? place.resend(own, verdict) : own;
  if (delayMs === undefined) return "retry-budget";
  if (delayMs >= deadline.left()) return "total-timeout";
  log.last.delayMs = delayMs;
  await deadline.race(policy.onRetry?.(Object.freeze({ ...failed.context, delayMs })));
  // The hook may have used up the time.
  return delayMs >= deadline.left() ? "total-timeout" : delayMs;
}

/** Why there is no next attempt, if there is none. Of what `shouldRetry` returns only true and false count. */
function stopReason<T>(failed: FailedAttempt<T>, forced: unknown, policy: RetryPolicy): StopReason | undefined {
  const { attempt, verdict } = failed.context;
  if (forced === false) return "should-retry";
  if (forced !== true) {
    if (!verdict.retryable) return "not-retryable";
    if (verdict.outcome === "unknown" && policy.unknownOutcome === "stop") return "unknown-outcome";
    const method = (failed.method ?? "GET").toUpperCase();
    if (policy.methods && !policy.methods.some((item) => item.toUpperCase() === method)) return "method";
  }
  if (attempt > policy.maxRetries) return "max-retries";
  return failed.tried.canReplay === false ? "body-not-replayable" : undefined;
}

/** The server's wait is a minimum: 0 means at once, and jitter never goes below it. */
function delayAfter(attempt: number, { retryAfterMs }: Verdict, policy: RetryPolicy): number | StopReason {
  const own = () => backoffMs(attempt, policy, policy.runtime.random);
  if (retryAfterMs === undefined) return own();
  if (retryAfterMs > policy.maxRetryAfter) return "retry-after-too-long";
  if (retryAfterMs === 0 || retryAfterMs >= backoffCeiling(attempt, policy)) return retryAfterMs;
  return Math.max(retryAfterMs, own());
}
