import { onAbort } from "./abort.ts";
import { AttemptLog } from "./attempt-log.ts";
import { classify, type Verdict } from "./classify.ts";
import { Deadline } from "./deadline.ts";
import { CometError } from "./errors.ts";
import type { Failure, RequestInfo } from "./failure.ts";
import { isMistake, nextAfter } from "./next-attempt.ts";
import { type RetryOptions, type RetryPolicy, retryPolicy } from "./retry-options.ts";
import type {
  Attempt,
  AttemptContext,
  AttemptRecord,
  FailedEnd,
  ShouldRetryContext,
  StopReason,
  Transport,
} from "./retry-types.ts";
import type { ThrottledCall } from "./throttle/throttle-types.ts";

/** Sends one attempt. If it throws, that is a failure too, and is thrown unchanged in the end. */
export type Send<T> = (context: AttemptContext) => Promise<Attempt<T>>;

/**
 * Sends until an attempt succeeds, or until the table, a limit or a hook ends the call.
 *
 * @param send - sends one attempt; receives its number and the signal it must obey
 * @param options - see {@link RetryOptions}
 * @param request - describes the request; called when needed
 * @returns the value of the attempt that succeeded, or what the last failure's `settle` returns
 * @throws what the last failure's `settle` throws; the signal's reason; what a hook throws; a `CometError` where the
 *   throttle refused the call; a `TimeoutError` where `totalTimeout` passes before an attempt failed
 * @throws TypeError or RangeError for bad options, before anything is sent
 */
export function runWithRetry<T>(send: Send<T>, options?: RetryOptions, request?: () => RequestInfo): Promise<T> {
  return runWithPolicy(send, retryPolicy(options), request);
}

/** {@link runWithRetry} with checked options and a transport's handling of errors and refusals. */
export async function runWithPolicy<T>(
  send: Send<T>,
  policy: RetryPolicy,
  request: () => RequestInfo = () => ({}),
  transport: Transport<T> = {},
): Promise<T> {
  const { signal, runtime, throttle, onAttempt } = policy;
  const deadline = new Deadline(policy);
  const log = new AttemptLog(request, runtime);
  const place = throttle ? throttle.join(request, policy) : undefined;
  // At once: where a worker's request ends with its caller, nothing that would have to be waited for runs any more.
  const stopListening = place && signal ? onAbort([signal], () => place.leave()) : undefined;
  let last: Failed<T> | undefined;
  try {
    for (let attempt = 1; ; attempt++) {
      // Not `throwIfAborted`: signals of other realms and polyfills lack it.
      if (signal?.aborted) throw signal.reason;
      // The wait before may have taken longer than planned.
      let entered = deadline.left() > 0 ? place?.enter() : deadline.timeUp;
      if (entered instanceof Promise) entered = await deadline.race(entered).catch(unlessTimeIsUp(deadline));
      if (entered) {
        if (!deadline.isTimeUp(entered)) return await refuse(entered as Verdict, log, policy, deadline, transport);
        if (last) return await end(last, "total-timeout", policy, deadline);
        throw entered;
      }
      const started = runtime.now();
      const tried = await trySend(send, attempt, deadline, transport);
      if (tried.ok) {
        place?.succeed();
        log.succeed(attempt, started, tried.status);
        if (onAttempt) await tellSuccess(tried, log, onAttempt, deadline);
        log.isOver = true;
        tried.settle?.(log);
        return tried.value;
      }

      const failure = { ...tried.failure, request: tried.failure.request ?? request() };
      const verdict = judge(failure, policy);
      const record = log.fail(attempt, started, verdict, failure.body);
      if (signal?.aborted) {
        // An error of the transport is the caller's abort, or says more than it.
        log.isOver = failure.error !== undefined;
        if (log.isOver) return await tried.settle(log.failed(verdict, "not-retryable"));
        tried.discard?.();
        throw signal.reason;
      }
      place?.fail(verdict);
      last = { tried, record, log, context: contextOf(attempt, verdict, failure.error, log, policy) };
      const next = await decide(last, policy, deadline, place, failure.request.method);
      if (typeof next === "string") return await end(last, next, policy, deadline);
      tried.discard?.();
      await runtime.sleep(next, signal ?? undefined);
    }
  } catch (error) {
    const isAbort = signal?.aborted === true && error === signal.reason;
    const isInterrupted = !log.isOver && (isAbort || deadline.isTimeUp(error));
    if (!isInterrupted || !transport.interrupted) throw error;
    const verdict = judge({ error, request: request() }, policy);
    return transport.interrupted(error, log.failed(verdict, isAbort ? "not-retryable" : "total-timeout"));
  } finally {
    stopListening?.();
    place?.leave();
    deadline.clear();
  }
}

/** Judges with the policy's rows. An abort with a custom reason counts as canceled, whatever the reason is. */
export function judge(failure: Failure, { rules, runtime, signal }: RetryPolicy): Verdict {
  const options = { rules, now: runtime.now() };
  const verdict = classify(failure, options);
  const isAbort = verdict.category === "unknown" && signal?.aborted === true && failure.error === signal.reason;
  if (!isAbort) return verdict;
  return classify({ ...failure, error: new DOMException(verdict.message, "AbortError") }, options);
}

/** If the hook is too slow, the caller still gets the success; if it throws, nobody does. */
async function tellSuccess<T>(
  tried: Extract<Attempt<T>, { ok: true }>,
  { attempts }: AttemptLog,
  onAttempt: NonNullable<RetryPolicy["onAttempt"]>,
  deadline: Deadline,
): Promise<void> {
  try {
    await deadline.race(onAttempt(attempts.at(-1) as AttemptRecord));
  } catch (error) {
    if (deadline.isTimeUp(error)) return;
    tried.discard?.();
    throw error;
  }
}

/** A failed attempt, and what is known of it. */
interface Failed<T> {
  readonly tried: Extract<Attempt<T>, { ok: false }>;
  readonly record: AttemptRecord;
  readonly log: AttemptLog;
  readonly context: ShouldRetryContext;
}

/** Makes a value of the limit's error, and throws any other. */
const unlessTimeIsUp =
  (deadline: Deadline) =>
  (error: unknown): DOMException => {
    if (!deadline.isTimeUp(error)) throw error;
    return deadline.timeUp;
  };

async function trySend<T>(
  send: Send<T>,
  attempt: number,
  deadline: Deadline,
  transport: Transport<T>,
): Promise<Attempt<T>> {
  const clock = deadline.startAttempt();
  let inUse: object | undefined;
  try {
    const sent = send({ attempt, signal: clock.signal, received: clock.stop });
    const tried = await clock.race(sent, (late) => late.discard?.());
    if (typeof tried?.ok !== "boolean") {
      throw new TypeError("send must resolve to { ok: true, value } or { ok: false, failure, settle }");
    }
    inUse = tried.inUse;
    if (tried.ok || inUse === undefined) return tried;
    const discard = () => {
      clock.end(undefined);
      return tried.discard?.();
    };
    return { ...tried, discard };
  } catch (error) {
    const settle = () => {
      throw error;
    };
    return transport.thrown?.(error) ?? { ok: false, failure: { error }, settle };
  } finally {
    clock.stop();
    clock.end(inUse);
  }
}

const contextOf = (
  attempt: number,
  verdict: Verdict,
  error: unknown,
  { attempts }: AttemptLog,
  { maxRetries }: RetryPolicy,
): ShouldRetryContext =>
  Object.freeze({
    attempt,
    retryCount: Math.max(0, attempt - 1),
    retriesLeft: Math.max(0, maxRetries - attempt + 1),
    verdict,
    error,
    attempts,
  });

/** The wait before the next attempt in milliseconds, or why there is none. Calls the hooks. */
async function decide<T>(
  { tried, record, context }: Failed<T>,
  policy: RetryPolicy,
  deadline: Deadline,
  place: ThrottledCall | undefined,
  method: string | undefined,
): Promise<number | StopReason> {
  const { onAttempt, shouldRetry, onRetry } = policy;
  try {
    if (onAttempt) await deadline.race(onAttempt(record));
    const forced = isMistake(context) ? false : shouldRetry && (await deadline.race(shouldRetry(context)));
    const own = nextAfter(context, forced, policy, tried.canReplay ?? true, method);
    if (typeof own === "string") return own;
    const next = place ? place.resend(own, context.verdict) : own;
    if (next === undefined) return "retry-budget";
    if (next >= deadline.left()) return "total-timeout";
    record.delayMs = next;
    await deadline.race(onRetry?.(Object.freeze({ ...context, delayMs: next })));
    // The hook may have used up the time.
    return next >= deadline.left() ? "total-timeout" : next;
  } catch (error) {
    if (deadline.isTimeUp(error)) return "total-timeout";
    // A hook threw, or the caller aborted while it ran: nobody will read the response.
    tried.discard?.();
    throw error;
  }
}

/** Ends the call with the last failure. */
async function end<T>(failed: Failed<T>, reason: StopReason, policy: RetryPolicy, deadline: Deadline): Promise<T> {
  const { tried, record, log, context } = failed;
  record.delayMs = undefined;
  const final = log.failed(context.verdict, reason);
  try {
    await tellEnd(context, final, policy, deadline);
  } catch (error) {
    tried.discard?.();
    throw error;
  }
  log.isOver = true;
  return tried.settle(final);
}

/** Ends a call that the throttle did not send. */
async function refuse<T>(
  verdict: Verdict,
  log: AttemptLog,
  policy: RetryPolicy,
  deadline: Deadline,
  transport: Transport<T>,
): Promise<T> {
  const final = log.failed(verdict, verdict.refused ?? "circuit-open");
  await tellEnd(contextOf(log.attempts.length, verdict, undefined, log, policy), final, policy, deadline);
  log.isOver = true;
  if (transport.refused) return transport.refused(final);
  throw new CometError(verdict, final);
}

async function tellEnd(
  context: ShouldRetryContext,
  { reason, repeated }: FailedEnd,
  { onGiveUp }: RetryPolicy,
  deadline: Deadline,
): Promise<void> {
  const told = onGiveUp?.(Object.freeze({ ...context, reason, repeated }));
  if (told !== undefined) await deadline.race(told).catch(unlessTimeIsUp(deadline));
}
