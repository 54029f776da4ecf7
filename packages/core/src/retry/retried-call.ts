import type { RequestInfo } from "../failure.ts";
import type { ThrottledCall } from "../throttle/throttle-types.ts";
import type { AttemptLog } from "./attempt-log.ts";
import type { Deadline } from "./deadline.ts";
import type { RetryPolicy } from "./retry-options.ts";
import type { Attempt, Send, ShouldRetryContext, Transport } from "./retry-types.ts";

/** A call in progress: what its parts share. */
export interface RetriedCall<T> {
  readonly send: Send<T>;
  readonly policy: RetryPolicy;
  readonly request: () => RequestInfo;
  readonly transport: Transport<T>;
  readonly deadline: Deadline;
  readonly log: AttemptLog;
  readonly place: ThrottledCall | undefined;
  /** The attempt whose response may still be handed on: it is freed if the call is interrupted. */
  unread?: Attempt<T> | undefined;
}

/** A failed attempt, and what is known about it. */
export interface FailedAttempt<T> {
  readonly tried: Extract<Attempt<T>, { ok: false }>;
  readonly method: string | undefined;
  readonly context: ShouldRetryContext;
}

/** Gives the caller the result: returns a value, or throws. */
export type Settle<T> = () => T | Promise<T>;
