import type { RequestInfo } from "../failure.ts";
import { onAbort } from "./abort.ts";
import { AttemptLog } from "./attempt-log.ts";
import { abandon, giveUp, interrupt, refuse, succeed } from "./call-ends.ts";
import { Deadline } from "./deadline.ts";
import { judge } from "./judge.ts";
import { nextAfter } from "./next-attempt.ts";
import type { FailedAttempt, RetriedCall, Settle } from "./retried-call.ts";
import { type RetryOptions, type RetryPolicy, retryPolicy } from "./retry-options.ts";
import type { Send, Transport } from "./retry-types.ts";
import { release, trySend } from "./try-send.ts";

/**
 * Sends until an attempt succeeds, or until the table, a limit or a hook ends the call.
 *
 * @param send - sends one attempt; receives its number and the signal it must obey
 * @param options - see {@link RetryOptions}
 * @param request - describes the request; called when needed
 * @returns the value of the attempt that succeeded, or what the last failure's `settle` returns
 * @throws what the last failure's `settle` throws; the signal's reason; what a hook throws; a `CometError` if the
 *   throttle refused the call; a `TimeoutError` if `totalTimeout` passes before an attempt has failed
 * @throws TypeError or RangeError for bad options, synchronously, before anything is sent
 */
export function runWithRetry<T>(send: Send<T>, options?: RetryOptions, request?: () => RequestInfo): Promise<T> {
  return runWithPolicy(send, retryPolicy(options), request);
}

/** {@link runWithRetry} with checked options and the transport's own handling of errors and refusals. */
export async function runWithPolicy<T>(
  send: Send<T>,
  policy: RetryPolicy,
  request: () => RequestInfo = () => ({}),
  transport: Transport<T> = {},
): Promise<T> {
  const { signal, throttle } = policy;
  const deadline = new Deadline(policy);
  const log = new AttemptLog(request, policy);
  const place = throttle ? throttle.join(request, policy) : undefined;
  // Synchronously: when a worker's request ends with its caller, nothing after an `await` runs any more.
  const stopListening = place && signal ? onAbort([signal], () => place.leave()) : undefined;
  const call: RetriedCall<T> = { send, policy, request, transport, deadline, log, place };
  try {
    // Not inside the `catch`: what `settle` throws is the transport's own.
    const settle = await untilOver(call).catch((error) => () => interrupt(call, error));
    return await settle();
  } finally {
    stopListening?.();
    place?.leave();
    deadline.clear();
  }
}

/** Sends until it is known how the call ends, and returns a function that gives the caller the result. Throws what interrupts it. */
async function untilOver<T>(call: RetriedCall<T>): Promise<Settle<T>> {
  const { deadline, place } = call;
  const { signal, runtime } = call.policy;
  let last: FailedAttempt<T> | undefined;
  try {
    for (;;) {
      deadline.check();
      let refused = place?.enter();
      if (refused instanceof Promise) refused = await deadline.race(refused);
      if (refused) return refuse(call, refused);

      const tried = await trySend(call);
      call.unread = tried;
      if (tried.ok) return succeed(call, tried);

      last = judged(call, tried);
      // An abort says nothing about the server: neither the throttle nor a hook is told.
      if (signal?.aborted) return abandon(call, last);
      // Before the hooks, which may be slow: other calls slow down at once.
      place?.fail(last.context.verdict);
      const next = await nextAfter(call, last);
      if (typeof next === "string") return giveUp(call, last, next);
      // Before the wait, which would keep the connection.
      call.unread = undefined;
      void release(tried);
      await runtime.sleep(next, signal ?? undefined);
    }
  } catch (error) {
    // Time ran out before the next attempt: the call ends with the last one.
    if (last && deadline.isTimeUp(error)) return giveUp(call, last, "total-timeout");
    throw error;
  }
}

/** Judges a failure and records it. */
function judged<T>({ policy, request, log }: RetriedCall<T>, tried: FailedAttempt<T>["tried"]): FailedAttempt<T> {
  const failure = { ...tried.failure, request: tried.failure.request ?? request() };
  const verdict = judge(failure, policy);
  log.fail(verdict, failure.body);
  return { tried, method: failure.request.method, context: log.contextOf(verdict, failure.error) };
}
