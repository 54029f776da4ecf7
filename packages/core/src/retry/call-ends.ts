import type { Verdict } from "../classify.ts";
import { CometError } from "../errors.ts";
import { isAbortOf } from "./abort.ts";
import { judge } from "./judge.ts";
import type { FailedAttempt, RetriedCall, Settle } from "./retried-call.ts";
import type { Attempt, FailedEnd, ShouldRetryContext, StopReason } from "./retry-types.ts";
import { release } from "./try-send.ts";

/** A success. If the hook is too slow, the caller still gets it; if the hook throws, nobody does. */
export async function succeed<T>(
  { policy, deadline, log, place }: RetriedCall<T>,
  tried: Extract<Attempt<T>, { ok: true }>,
): Promise<Settle<T>> {
  // Before the hook, which may be slow: others wait for the place.
  place?.succeed();
  log.succeed(tried.status);
  if (policy.onAttempt) await deadline.whileTime(policy.onAttempt(log.last));
  return () => {
    tried.settle?.(log);
    return tried.value;
  };
}

/** The last failure, which is final for this reason. */
export function giveUp<T>(call: RetriedCall<T>, failed: FailedAttempt<T>, reason: StopReason): Promise<Settle<T>> {
  call.log.last.delayMs = undefined;
  return fail(call, failed.context, reason, (end) => failed.tried.settle(end));
}

/** A refusal by the throttle: the call is not sent, or not again. */
export function refuse<T>(call: RetriedCall<T>, met: Verdict): Promise<Settle<T>> {
  // A call that was never sent did no work, whatever became of others.
  const verdict: Verdict = call.log.attempts.length > 0 ? met : { ...met, outcome: "rejected" };
  return fail(call, call.log.contextOf(verdict), verdict.refused ?? "circuit-open", (end) => {
    if (call.transport.refused) return call.transport.refused(end);
    throw new CometError(verdict, end);
  });
}

/** Reports a final failure, and leaves it to `settle`. */
async function fail<T>(
  { policy, deadline, log }: RetriedCall<T>,
  context: ShouldRetryContext,
  reason: StopReason,
  settle: (end: FailedEnd) => T | Promise<T>,
): Promise<Settle<T>> {
  const end = log.end(context.verdict, reason);
  await deadline.whileTime(policy.onGiveUp?.(Object.freeze({ ...context, reason, repeated: end.repeated })));
  return () => settle(end);
}

/** The caller aborted during an attempt. The attempt's error is that abort, or says more than it. */
export function abandon<T>({ policy, log }: RetriedCall<T>, { tried, context }: FailedAttempt<T>): Settle<T> {
  if (context.error === undefined) throw policy.signal?.reason;
  return () => tried.settle(log.end(context.verdict, "not-retryable"));
}

/** Handles what was thrown between two attempts. The transport returns an abort or a timeout in its own form. */
export function interrupt<T>(call: RetriedCall<T>, error: unknown): T | Promise<T> {
  const { policy, request, transport, deadline, log, unread } = call;
  void release(unread);
  const reason = isAbortOf(policy.signal, error) ? "not-retryable" : deadline.isTimeUp(error) && "total-timeout";
  if (!reason || !transport.interrupted) throw error;
  const verdict = judge({ error, request: request() }, policy);
  return transport.interrupted(error, log.end(log.attempts.length > 0 ? verdict : neverSent(verdict), reason));
}

/** The verdict on an abort or a timeout that came before the call was sent: no work was done. */
export const neverSent = (verdict: Verdict): Verdict => ({
  ...verdict,
  outcome: "rejected",
  reason: "It was not sent.",
  steps: [],
});
