import {
  aFunction,
  checkOptions,
  count,
  isFunction,
  isText,
  maxTimer,
  type OptionChecks,
  oneOf,
} from "../check-options.ts";
import { checkRow } from "../check-row.ts";
import type { Rule } from "../rule.ts";
import { rules } from "../rules/index.ts";
import { type Runtime, systemRuntime } from "../runtime.ts";
import type { Throttle, ThrottleEvent } from "../throttle/throttle-types.ts";
import type { BackoffOptions } from "./backoff.ts";
import type { AttemptRecord, GiveUpContext, RetryContext, ShouldRetryContext } from "./retry-types.ts";

/** Options of the retry engine, the same in every adapter. Times are in milliseconds. */
export interface RetryOptions extends Partial<{ [Name in keyof BackoffOptions]: BackoffOptions[Name] | undefined }> {
  /** Retries after the first attempt; 0 for none, `Infinity` until `totalTimeout`. Default: 4. */
  readonly maxRetries?: number | undefined;
  /** Limit of one attempt: until the headers of a success, or until enough of a failure's body has been read. Default: none. */
  readonly timeout?: number | undefined;
  /** Limit of the whole call, including all attempts and waits. 0 sends nothing. Default: none. */
  readonly totalTimeout?: number | undefined;
  /** The longest server wait that is obeyed; a longer one ends the call, and the verdict has it. Default: 120 000. */
  readonly maxRetryAfter?: number | undefined;
  /** What to do if the work may already have been done: `retry`, as the guide says, or `stop`. Default: `retry`. */
  readonly unknownOutcome?: "retry" | "stop" | undefined;
  /** HTTP methods that may be retried. Default: all. */
  readonly methods?: readonly string[] | undefined;
  /** The rows to try, in order. Default: the whole table. */
  readonly rules?: readonly Rule[] | undefined;
  /** Ends the call when it aborts, including waits. */
  readonly signal?: AbortSignal | null | undefined;
  /** Returns true or false to override the verdict; anything else keeps it. Limits still apply. May be async. */
  readonly shouldRetry?: ((context: ShouldRetryContext) => unknown) | undefined;
  /** Called and awaited before each wait. */
  readonly onRetry?: ((context: RetryContext) => unknown) | undefined;
  /** Called and awaited once when a failure is final. What it throws becomes the result. */
  readonly onGiveUp?: ((context: GiveUpContext) => unknown) | undefined;
  /** Called and awaited after each attempt, even a successful one, before anything is decided; not after one that `signal` ended. */
  readonly onAttempt?: ((record: AttemptRecord) => unknown) | undefined;
  /** Paces calls that share a key; `false` turns it off. Default: the adapter's own. See {@link createThrottle}. */
  readonly throttle?: Throttle | false | undefined;
  /** Called when the throttle acts on this call or because of it. Not awaited; cannot fail the call. */
  readonly onThrottle?: ((event: ThrottleEvent) => unknown) | undefined;
  /** Clock, timer and random source, for tests. */
  readonly runtime?: Runtime | undefined;
}

/** Options with every default filled in. */
export type RetryPolicy = RetryOptions &
  BackoffOptions & {
    readonly [Name in "maxRetries" | "maxRetryAfter" | "unknownOutcome" | "rules" | "runtime"]: NonNullable<
      RetryOptions[Name]
    >;
  };

const defaults: RetryPolicy = {
  maxRetries: 4,
  initialDelay: 1000,
  factor: 2,
  maxDelay: 30_000,
  jitter: "full",
  maxRetryAfter: 120_000,
  unknownOutcome: "retry",
  rules,
  runtime: systemRuntime,
  // Named, although it may be absent: Node 20 is slow to add a member to an object made by a spread.
  signal: undefined,
};

const milliseconds = { range: [0, maxTimer] } as const;

/** What each option of the engine may be. */
export const retryChecks: OptionChecks = /* @__PURE__ */ (() => ({
  maxRetries: count(0),
  initialDelay: milliseconds,
  factor: { range: [1, 100] },
  maxDelay: milliseconds,
  jitter: {
    isValid: (value) => isFunction(value) || ["full", "equal", "none"].includes(value),
    wanted: '"full", "equal", "none" or a function',
  },
  maxRetryAfter: milliseconds,
  timeout: { range: [1, maxTimer] },
  totalTimeout: milliseconds,
  unknownOutcome: oneOf("retry", "stop"),
  methods: { isValid: (value: unknown) => Array.isArray(value) && value.every(isText), wanted: "an array of strings" },
  rules: {
    isValid: (value: unknown) => Array.isArray(value) && value.every(checkRow),
    wanted: "an array of rows that parseRules accepts",
  },
  signal: {
    isValid: (value: AbortSignal | null) => value === null || isFunction(value.addEventListener),
    wanted: "an AbortSignal",
  },
  shouldRetry: aFunction,
  onRetry: aFunction,
  onGiveUp: aFunction,
  onAttempt: aFunction,
  throttle: {
    isValid: (value: Partial<Throttle> | false | null) => value === false || isFunction(value?.join),
    wanted: "false or what createThrottle returns",
  },
  onThrottle: aFunction,
  runtime: {
    isValid: (value: Runtime | null) => [value?.sleep, value?.now, value?.random].every(isFunction),
    wanted: "{ sleep, now, random }",
  },
}))();

/**
 * Checks options and fills in the defaults.
 *
 * @param base - the policy that absent options are taken from
 * @throws TypeError or RangeError that names option, value and range
 */
export function retryPolicy(options: RetryOptions = {}, base: RetryPolicy = defaults): RetryPolicy {
  return { ...base, ...Object.fromEntries(checkOptions(options, retryChecks)) };
}
