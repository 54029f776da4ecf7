import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { Runtime } from "../runtime.ts";

/** Whom a call shares its fate with. */
export interface ThrottleKey {
  readonly origin: string;
  /** A hash of the key that the request is sent with. Tells tenants apart and is never shown. */
  readonly credential: string;
  /** The path, with `*` in the place of ids. */
  readonly route: string;
  readonly model: string;
}

/** How calls of one key are kept from hurting each other and the server. */
export interface ThrottleOptions {
  /** Most requests in flight for one key, until their headers, from the start. Default: no limit until there is trouble. */
  readonly maxConcurrency?: number;
  /** Most calls that may wait for one key; one more is refused. Default: 10 000. */
  readonly maxQueue?: number;
  /** Resends that may be in debt for one key while it is not paced: a success pays back its own, ten others or a second one. Default: 100. */
  readonly retryBudget?: number;
  /** Whether calls wait for their turn while the server refuses some. Default: true. */
  readonly pacing?: boolean;
  /** Whom a call shares its fate with: what is returned replaces that part of the key. */
  readonly key?: (request: RequestInfo) => Partial<ThrottleKey>;
}

/**
 * - `idle`: nothing is wrong
 * - `watching`: failures came, not enough to slow down
 * - `pacing`: calls wait for their turn
 * - `paused`: the server asked all to wait
 * - `open`: calls are refused, but for one probe at a time
 */
export type ThrottleState = "idle" | "watching" | "pacing" | "paused" | "open";

/** What is known of one key. Plain JSON. */
export interface ThrottleStatus {
  readonly origin: string;
  /** Absent where the trouble is the credential's. */
  readonly route?: string | undefined;
  /** Absent where the trouble is the route's. */
  readonly model?: string | undefined;
  /** Tells tenants of this throttle apart: a number that says nothing about the credential. */
  readonly tenant: number;
  readonly state: ThrottleState;
  /** Requests a second that may leave now; absent when there is no limit. */
  readonly rate?: number | undefined;
  /** Requests that may be in flight now; absent when there is no limit. */
  readonly concurrency?: number | undefined;
  /** Requests on their way, until their headers. */
  readonly inFlight: number;
  /** Calls that wait for a place. */
  readonly queued: number;
  /** Failures by rule. */
  readonly rules: Readonly<Record<string, number>>;
  readonly lastFailure?: { readonly ruleId: string; readonly timestamp: number } | undefined;
}

/** What a call met in the throttle, and what is known of its key since. */
export interface ThrottleEvent extends ThrottleStatus {
  /**
   * - `queue`: this call begins to wait; `release`: it waited and is sent
   * - `refuse`: this call is not sent
   * - `pause`, `slow`, `open`, `close`: this call's outcome changed what holds for the key
   */
  readonly type: "queue" | "release" | "refuse" | "pause" | "slow" | "open" | "close";
  /** How long the call waited, in milliseconds; for `pause` and `open`, how long that lasts. */
  readonly waitMs?: number | undefined;
}

/** Shared by calls to keep them from hurting each other and the server. Made by {@link createThrottle}. */
export interface Throttle {
  /** What is known of each key that met trouble: which route and model saturate first. */
  snapshot(): readonly ThrottleStatus[];
  /** For the engine: begins a call. */
  join(request: () => RequestInfo, policy: ThrottlePolicy): ThrottledCall;
}

/** What the throttle needs to know of a call's options. */
export interface ThrottlePolicy {
  readonly runtime: Runtime;
  /** Longest pause that is waited for, in milliseconds. */
  readonly maxRetryAfter: number;
  readonly onThrottle?: ((event: ThrottleEvent) => unknown) | undefined;
}

/** One call as the throttle knows it. It holds a place from `enter` until `succeed`, `fail` or `leave`. */
export interface ThrottledCall {
  /** Asks for a place. Nothing where there is one at once, else a promise of it; or the verdict it is refused with. */
  enter(): Promise<Verdict | undefined> | Verdict | undefined;
  succeed(): void;
  fail(verdict: Verdict): void;
  /**
   * How much of its wait a call that failed still has to wait itself, in milliseconds: the queue may stand in for
   * backoff, never for the server's wait. Nothing where the retry budget is spent.
   */
  resend(delayMs: number, verdict: Verdict): number | undefined;
  /** Ends the call and gives back what it holds. May be called at any time, and more than once. */
  leave(): void;
}
