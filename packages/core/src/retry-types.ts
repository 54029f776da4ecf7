import type { Verdict } from "./classify.ts";
import type { Failure } from "./failure.ts";

/** What one attempt was and how it ended. Holds no headers, no query and no request body. */
export interface AttemptRecord {
  /** From 1. */
  readonly attempt: number;
  /** When it was sent, in milliseconds since the epoch. */
  readonly timestamp: number;
  /** Until its outcome was known, in milliseconds. */
  readonly durationMs: number;
  readonly method?: string | undefined;
  /** The path of the URL. */
  readonly endpoint?: string | undefined;
  readonly model?: string | undefined;
  /** Absent when no response came. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** The row that judged the failure; absent on success. */
  readonly ruleId?: string | undefined;
  /** The wait that followed, in milliseconds; absent when none did. */
  delayMs?: number | undefined;
  /** The failure's body, its first 64 KiB. */
  readonly body?: string | undefined;
}

/** Why a failure is final. */
export type StopReason =
  | "not-retryable"
  | "max-retries"
  | "retry-after-too-long"
  | "total-timeout"
  | "unknown-outcome"
  | "body-not-replayable"
  | "method"
  | "should-retry"
  /** Too many resends for what succeeds; see the throttle's `retryBudget`. */
  | "retry-budget"
  /** Not sent: see {@link Verdict.refused}. */
  | "circuit-open"
  | "queue-full";

/** How a call ended. */
export interface RetryEnd {
  readonly attempts: readonly AttemptRecord[];
  /** The last failure's verdict; absent on success. */
  readonly verdict?: Verdict | undefined;
  readonly reason?: StopReason | undefined;
  /** The same rule ended three attempts: time for a support report. */
  readonly repeated: boolean;
}

/** A call that ended in failure. */
export interface FailedEnd extends RetryEnd {
  readonly verdict: Verdict;
  readonly reason: StopReason;
}

/** What one attempt of a transport came to. */
export type Attempt<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly status?: number | undefined;
      /** What the caller reads on: while it lives, an abort still reaches it. */
      readonly inUse?: object | undefined;
      /** Frees the response's connection, where it came too late. */
      discard?(): unknown;
      /** Told how the call ended, once. */
      settle?(end: RetryEnd): void;
    }
  | {
      readonly ok: false;
      /** What the table judges. */
      readonly failure: Failure;
      /** False when the request's body is spent. Default: true. */
      readonly canReplay?: boolean;
      /** Frees the response's connection; called before the next attempt. */
      discard?(): unknown;
      /** Gives the failure back the transport's own way: returns it, or throws. Perhaps after `discard`. */
      settle(end: FailedEnd): T | Promise<T>;
    };

/** What an attempt is sent with. */
export interface AttemptContext {
  /** From 1. */
  readonly attempt: number;
  /** Aborts when the caller gives up or a limit passes; absent when neither can happen. */
  readonly signal: AbortSignal | undefined;
  /** To be called when the response's headers are there: ends the attempt's `timeout`. */
  received(): void;
}

/** What a transport makes of calls that never got an answer. What it leaves out is thrown. */
export interface Transport<T> {
  /** The attempt that `send` ended by throwing. */
  thrown?(error: unknown): Attempt<T>;
  /**
   * Gives back a call that the caller's abort or a limit ended between two attempts: returns it, or throws. Default: `error`,
   * the abort's reason or the limit's, is thrown.
   */
  interrupted?(error: unknown, end: FailedEnd): T | Promise<T>;
  /** Gives back a call that was not sent, the transport's own way: returns it, or throws. Default: a `CometError`. */
  refused?(end: FailedEnd): T | Promise<T>;
}

/** What a hook is told of a failed attempt. Frozen. */
export interface ShouldRetryContext {
  /** The attempt that failed, from 1; 0 where the call was never sent. */
  readonly attempt: number;
  /** Resends made so far: `attempt - 1`. */
  readonly retryCount: number;
  /** Resends that `maxRetries` still allows. */
  readonly retriesLeft: number;
  readonly verdict: Verdict;
  /** What the transport threw, when it did. */
  readonly error: unknown;
  readonly attempts: readonly AttemptRecord[];
}

/** What `onRetry` is told, before the wait. */
export interface RetryContext extends ShouldRetryContext {
  /** The wait that follows, in milliseconds. */
  readonly delayMs: number;
}

/** What `onGiveUp` is told, once a failure is final. */
export interface GiveUpContext extends ShouldRetryContext {
  readonly reason: StopReason;
  readonly repeated: boolean;
}
