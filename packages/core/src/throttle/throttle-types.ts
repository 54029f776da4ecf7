import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { Runtime } from "../runtime.ts";

/** What a call shares with others: calls with an equal key meet the same limits and outages. */
export interface ThrottleKey {
  readonly origin: string;
  /** A hash of the API key. Tells tenants apart and is never shown. */
  readonly credential: string;
  /** The path, with `*` in the place of ids. */
  readonly route: string;
  readonly model: string;
}

/** How calls that share a key are limited. */
export interface ThrottleOptions {
  /** Most requests in flight for one key, counted until they are judged. Default: no limit until calls fail. */
  readonly maxConcurrency?: number | undefined;
  /** Most calls that may wait for one key; further calls are refused. Default: 10 000. */
  readonly maxQueue?: number | undefined;
  /**
   * Retries allowed in a row for one key while it is not paced and other calls are under way. The success of a retry, ten
   * other successes or one second restore one. Default: 100.
   */
  readonly retryBudget?: number | undefined;
  /** Whether calls queue while the server refuses some. Default: true. */
  readonly pacing?: boolean | undefined;
  /** Replaces parts of a call's key by those it returns. */
  readonly key?: ((request: RequestInfo) => Partial<ThrottleKey>) | undefined;
}

/**
 * - `idle`: nothing is wrong
 * - `watching`: some calls failed, not enough to slow down
 * - `pacing`: calls are sent one by one at a limited rate
 * - `paused`: the server asked for a wait, and all calls wait
 * - `open`: calls are refused, except one probe at a time
 */
export type ThrottleState = "idle" | "watching" | "pacing" | "paused" | "open";

/** What is known of one key. Plain JSON. */
export interface ThrottleStatus {
  readonly origin: string;
  /** Absent if the failures concern the credential. */
  readonly route?: string | undefined;
  /** Absent if the failures concern the route. */
  readonly model?: string | undefined;
  /** A number that tells tenants of this throttle apart and reveals nothing about the credential. */
  readonly tenant: number;
  readonly state: ThrottleState;
  /** Requests per second that may be sent now; absent if there is no limit. */
  readonly rate?: number | undefined;
  /** Requests that may be in flight now; absent if there is no limit. */
  readonly concurrency?: number | undefined;
  /** Requests in flight, until they are judged: media at its headers, a stream at its first content. */
  readonly inFlight: number;
  /** Calls that wait to be sent. */
  readonly queued: number;
  /** Failures by rule. */
  readonly rules: Readonly<Record<string, number>>;
  readonly lastFailure?: { readonly ruleId: string; readonly timestamp: number } | undefined;
}

/** Something that the throttle did with a call, and the state of its key since. */
export interface ThrottleEvent extends ThrottleStatus {
  /**
   * - `queue`: this call starts to wait; `release`: it waited and is sent
   * - `refuse`: this call is not sent
   * - `pause`, `slow`, `open`, `close`: this call's result changed the state of the key
   */
  readonly type: "queue" | "release" | "refuse" | "pause" | "slow" | "open" | "close";
  /** How long the call waited, in milliseconds; for `pause` and `open`, how long they last. */
  readonly waitMs?: number | undefined;
}

/** Paces calls that share a key. Made by {@link createThrottle}. */
export interface Throttle {
  /** The state of each key whose calls failed: which route and model saturate first. */
  snapshot(): readonly ThrottleStatus[];
  /** Used by the engine: starts a call. */
  join(request: () => RequestInfo, policy: ThrottlePolicy): ThrottledCall;
}

/** What the throttle needs to know of a call's options. */
export interface ThrottlePolicy {
  readonly runtime: Runtime;
  /** The longest pause that the call waits out, in milliseconds. */
  readonly maxRetryAfter: number;
  readonly onThrottle?: ((event: ThrottleEvent) => unknown) | undefined;
}

/** One call in the throttle. It holds a place from `enter` until `succeed`, `fail` or `leave`. */
export interface ThrottledCall {
  /** Asks for a place: nothing if there is one at once, else a promise; or the verdict that it is refused with. */
  enter(): Promise<Verdict | undefined> | Verdict | undefined;
  succeed(): void;
  fail(verdict: Verdict): void;
  /**
   * How much of its delay a failed call must still wait itself, in milliseconds: the queue may replace backoff, but never
   * the server's wait. Nothing if the retry budget is spent.
   */
  resend(delayMs: number, verdict: Verdict): number | undefined;
  /** Ends the call and gives back what it holds. May be called at any time, and more than once. */
  leave(): void;
}
