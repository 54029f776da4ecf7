import { backoffCeiling, backoffMs } from "./backoff.ts";
import type { Verdict } from "./classify.ts";
import type { RetryPolicy } from "./retry-options.ts";
import type { ShouldRetryContext, StopReason } from "./retry-types.ts";

/** A programming mistake is never retried. */
export const isMistake = ({ verdict, error }: ShouldRetryContext): boolean =>
  verdict.category === "unknown" && error instanceof TypeError;

/**
 * The wait before the next attempt in milliseconds, or why there is none.
 *
 * @param forced - what the caller's `shouldRetry` said: only true and false count
 * @param canReplay - whether the request's body is still there
 * @param method - of the request
 */
export function nextAfter(
  context: ShouldRetryContext,
  forced: unknown,
  policy: RetryPolicy,
  canReplay: boolean,
  method: string | undefined,
): number | StopReason {
  const { attempt, verdict } = context;
  if (isMistake(context)) return "not-retryable";
  if (forced === false) return "should-retry";
  if (forced !== true) {
    if (!verdict.retryable) return "not-retryable";
    if (verdict.outcome === "unknown" && policy.unknownOutcome === "stop") return "unknown-outcome";
    if (policy.methods && !policy.methods.some((item) => item.toUpperCase() === (method ?? "GET").toUpperCase()))
      return "method";
  }
  if (attempt > policy.maxRetries) return "max-retries";
  if (!canReplay) return "body-not-replayable";
  return delayAfter(attempt, verdict, policy) ?? "retry-after-too-long";
}

/** The server's wait is a minimum: 0 means at once, and jitter never goes below it. */
function delayAfter(attempt: number, { retryAfterMs }: Verdict, policy: RetryPolicy): number | undefined {
  const own = () => backoffMs(attempt, policy, policy.runtime.random);
  if (retryAfterMs === undefined) return own();
  if (retryAfterMs > policy.maxRetryAfter) return undefined;
  if (retryAfterMs === 0 || retryAfterMs >= backoffCeiling(attempt, policy)) return retryAfterMs;
  return Math.max(retryAfterMs, own());
}
