import { AttemptLog } from "./attempt-log.ts";
import { backoffCeiling, backoffMs } from "./backoff.ts";
import { classify, type Verdict } from "./classify.ts";
import { Deadline } from "./deadline.ts";
import type { RequestInfo } from "./failure.ts";
import { type RetryOptions, type RetryPolicy, retryPolicy } from "./retry-options.ts";
import type {
  Attempt,
  AttemptContext,
  AttemptRecord,
  FailedEnd,
  ShouldRetryContext,
  StopReason,
} from "./retry-types.ts";

/** Sends one attempt. What it throws is a failure too, handed back as it is. */
export type Send<T> = (context: AttemptContext) => Promise<Attempt<T>>;

/**
 * Sends until an attempt succeeds or the table, a limit or a hook says that another one is no use.
 *
 * @param send - sends one attempt; told its number and the signal it must obey
 * @param options - see {@link RetryOptions}
 * @param request - describes the request; asked when something of it is needed
 * @returns the value of the attempt that succeeded, or what the last failure's `settle` returns
 * @throws what the last failure's `settle` throws; the signal's reason; what a hook throws
 * @throws TypeError or RangeError for bad options, before anything is sent
 */
export function runWithRetry<T>(send: Send<T>, options?: RetryOptions, request?: () => RequestInfo): Promise<T> {
  return runWithPolicy(send, retryPolicy(options), request);
}

/** {@link runWithRetry} with options that were checked before. */
export async function runWithPolicy<T>(
  send: Send<T>,
  policy: RetryPolicy,
  request: () => RequestInfo = () => ({}),
): Promise<T> {
  const { signal, runtime } = policy;
  const deadline = new Deadline(policy);
  const log = new AttemptLog(request, runtime);
  try {
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      deadline.throwIfPassed();
      const started = runtime.now();
      const tried = await trySend(send, attempt, deadline);
      if (tried.ok) {
        log.succeed(attempt, started, tried.status);
        if (policy.onAttempt) await deadline.race(policy.onAttempt(log.attempts.at(-1) as AttemptRecord));
        tried.settle?.(log);
        return tried.value;
      }

      const failure = { ...tried.failure, request: tried.failure.request ?? request() };
      const verdict = classify(failure, { rules: policy.rules, now: runtime.now() });
      const record = log.fail(attempt, started, verdict, failure.body);
      if (signal?.aborted) {
        // What the transport threw is the caller's abort, or says more than it.
        if (failure.error !== undefined) return await tried.settle(log.failed(verdict, "not-retryable"));
        tried.discard?.();
        throw signal.reason;
      }
      const context = Object.freeze({
        attempt,
        retryCount: attempt - 1,
        retriesLeft: Math.max(0, policy.maxRetries - attempt + 1),
        verdict,
        error: failure.error,
        attempts: log.attempts,
      });
      let end: FailedEnd | undefined;
      try {
        if (policy.onAttempt) await deadline.race(policy.onAttempt(record));
        let next = await decide(context, policy, deadline, tried.canReplay ?? true, failure.request.method);
        if (typeof next === "number") {
          record.delayMs = next;
          await deadline.race(policy.onRetry?.(Object.freeze({ ...context, delayMs: next })));
          // The hook may have used up the time.
          if (next >= deadline.left()) next = "total-timeout";
        }
        if (typeof next === "string") {
          record.delayMs = undefined;
          end = log.failed(verdict, next);
          const { reason, repeated } = end;
          await policy.onGiveUp?.(Object.freeze({ ...context, reason, repeated }));
        }
      } catch (error) {
        // A hook threw, or the caller gave up while it ran: nobody will read the response.
        tried.discard?.();
        throw error;
      }
      if (end) return await tried.settle(end);
      tried.discard?.();
      await runtime.sleep(record.delayMs ?? 0, signal ?? undefined);
    }
  } finally {
    deadline.clear();
  }
}

async function trySend<T>(send: Send<T>, attempt: number, deadline: Deadline): Promise<Attempt<T>> {
  const clock = deadline.startAttempt();
  try {
    return await send({ attempt, signal: clock.signal, received: clock.stop });
  } catch (error) {
    const settle = () => {
      throw error;
    };
    return { ok: false, failure: { error }, settle };
  } finally {
    clock.stop();
  }
}

/** The wait before the next attempt in milliseconds, or why there is none. */
async function decide(
  context: ShouldRetryContext,
  policy: RetryPolicy,
  deadline: Deadline,
  canReplay: boolean,
  method: string | undefined,
): Promise<number | StopReason> {
  const { attempt, verdict } = context;
  // A mistake in a program is nothing that could be sent again.
  if (verdict.category === "unknown" && context.error instanceof TypeError) return "not-retryable";
  const forced = policy.shouldRetry ? await deadline.race(policy.shouldRetry(context)) : undefined;
  if (forced === false) return "should-retry";
  if (forced !== true) {
    if (!verdict.retryable) return "not-retryable";
    if (verdict.outcome === "unknown" && policy.unknownOutcome === "stop") return "unknown-outcome";
    if (policy.methods && !policy.methods.some((item) => item.toUpperCase() === (method ?? "GET").toUpperCase()))
      return "method";
  }
  if (attempt > policy.maxRetries) return "max-retries";
  if (!canReplay) return "body-not-replayable";
  const delay = delayAfter(attempt, verdict, policy);
  if (delay === undefined) return "retry-after-too-long";
  return delay >= deadline.left() ? "total-timeout" : delay;
}

/** A server's wait is a floor: 0 means at once, and jitter never goes below it. */
function delayAfter(attempt: number, { retryAfterMs }: Verdict, policy: RetryPolicy): number | undefined {
  const own = () => backoffMs(attempt, policy, policy.runtime.random);
  if (retryAfterMs === undefined) return own();
  if (retryAfterMs > policy.maxRetryAfter) return undefined;
  if (retryAfterMs === 0 || retryAfterMs >= backoffCeiling(attempt, policy)) return retryAfterMs;
  return Math.max(retryAfterMs, own());
}
