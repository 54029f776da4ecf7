import type { Verdict } from "../classify.ts";
import type { Failure } from "../failure.ts";

/** One attempt and how it ended. Contains no headers, no query and no request body. */
export interface AttemptRecord {
  /** From 1. */
  readonly attempt: number;
  /** When it was sent, in milliseconds since the epoch. */
  readonly timestamp: number;
  /** Time until its outcome was known, in milliseconds. */
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
  /** The wait after it, in milliseconds; absent if there was none. */
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
  /** Too many retries for the number of successes; see the throttle's `retryBudget`. */
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

/** The result of one attempt. */
export type Attempt<T> =
  | {
      readonly ok: true;
      readonly value: T;
      readonly status?: number | undefined;
      /** What the caller still reads, such as a body: an abort ends it until it is garbage-collected. */
      readonly inUse?: object | undefined;
      /** Frees the response's connection if it arrived too late. */
      discard?(): unknown;
      /** Called once with how the call ended. */
      settle?(end: RetryEnd): void;
    }
  | {
      readonly ok: false;
      /** What the table judges. */
      readonly failure: Failure;
      /** False if the request's body can be read only once and has been. Default: true. */
      readonly canReplay?: boolean;
      /** What is left of the response for the caller to read: while it lives, an abort still reaches it. */
      readonly inUse?: object | undefined;
      /** Frees the response's connection; called before the next attempt. */
      discard?(): unknown;
      /** Returns or throws the failure in the transport's own form. May be called after `discard`. */
      settle(end: FailedEnd): T | Promise<T>;
    };

/** What an attempt is sent with. */
export interface AttemptContext {
  /** From 1. */
  readonly attempt: number;
  /** Aborts when the caller gives up or a limit passes; absent when neither can happen. */
  readonly signal: AbortSignal | undefined;
  /** Call it when the response's headers have arrived: it ends the attempt's `timeout`. */
  received(): void;
}

/** Sends one attempt. If it throws, that is a failure too, and is thrown unchanged in the end. */
export type Send<T> = (context: AttemptContext) => Promise<Attempt<T>>;

/** How a transport returns calls that got no answer. Without these functions they throw. */
export interface Transport<T> {
  /** Makes an attempt from what `send` threw. */
  thrown?(error: unknown): Attempt<T>;
  /**
   * Returns or throws a call that an abort or a limit ended between two attempts. Default: throws `error`, the reason of the
   * abort or the limit.
   */
  interrupted?(error: unknown, end: FailedEnd): T | Promise<T>;
  /** Returns or throws a call that the throttle did not send. Default: throws a `CometError`. */
  refused?(end: FailedEnd): T | Promise<T>;
}

/** What hooks receive about a failed attempt. Frozen. */
export interface ShouldRetryContext {
  /** The attempt that failed, from 1; 0 if the call was never sent. */
  readonly attempt: number;
  /** Retries made so far: `attempt - 1`. */
  readonly retryCount: number;
  /** Retries that `maxRetries` still allows. */
  readonly retriesLeft: number;
  readonly verdict: Verdict;
  /** What the transport threw, if it did. */
  readonly error: unknown;
  readonly attempts: readonly AttemptRecord[];
}

/** What `onRetry` receives, before the wait. */
export interface RetryContext extends ShouldRetryContext {
  /** The wait that follows, in milliseconds. */
  readonly delayMs: number;
}

/** What `onGiveUp` receives, once a failure is final. */
export interface GiveUpContext extends ShouldRetryContext {
  readonly reason: StopReason;
  readonly repeated: boolean;
}
