import type { BackoffOptions } from "./backoff.ts";
import type { AttemptRecord, GiveUpContext, RetryContext, ShouldRetryContext } from "./retry-types.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";

/** Options of the retry engine, the same in every adapter. Times are milliseconds. */
export interface RetryOptions extends Partial<BackoffOptions> {
  /** Resends after the first attempt; 0 turns them off, `Infinity` leaves the end to `totalTimeout`. Default: 4. */
  readonly maxRetries?: number;
  /** Limit of one attempt, until a success's headers or the part of a failure's body that decides. Default: none. */
  readonly timeout?: number | undefined;
  /** Limit of the whole call: all attempts and waits. 0 sends nothing. Default: none. */
  readonly totalTimeout?: number | undefined;
  /** Longest wait the server may ask for; a longer one ends the call and is handed back. Default: 120 000. */
  readonly maxRetryAfter?: number;
  /** What to do when the work may already have been done: `retry`, as the guide says, or `stop`. Default: `retry`. */
  readonly unknownOutcome?: "retry" | "stop";
  /** HTTP methods that may be sent again. Default: all. */
  readonly methods?: readonly string[] | undefined;
  /** The rows to consult, in order. Default: the whole table. */
  readonly rules?: readonly Rule[];
  /** Ends the call when it aborts, waits included. */
  readonly signal?: AbortSignal | null | undefined;
  /** Overrules the verdict: true or false; anything else leaves it. Limits hold all the same. */
  readonly shouldRetry?: (context: ShouldRetryContext) => unknown;
  /** Called and awaited before each wait. */
  readonly onRetry?: (context: RetryContext) => unknown;
  /** Called and awaited once when a failure is final. What it throws becomes the result. */
  readonly onGiveUp?: (context: GiveUpContext) => unknown;
  /** Called and awaited after each attempt, the good ones too, before anything is decided. */
  readonly onAttempt?: (record: AttemptRecord) => unknown;
  /** Clock, timer and random source, for tests. */
  readonly runtime?: Runtime;
}

/** Options with every default filled in. */
export type RetryPolicy = Required<BackoffOptions> &
  Required<Pick<RetryOptions, "maxRetries" | "maxRetryAfter" | "unknownOutcome" | "rules" | "runtime">> &
  Omit<RetryOptions, "maxRetries" | "maxRetryAfter" | "unknownOutcome" | "rules" | "runtime" | keyof BackoffOptions>;

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
};

/** The longest a timer can wait. */
const maxTimer = 2_147_483_647;

/** The least and the most each number may be. */
const ranges: Readonly<Record<string, readonly [from: number, to: number]>> = {
  maxRetries: [0, Infinity],
  initialDelay: [0, maxTimer],
  maxDelay: [0, maxTimer],
  maxRetryAfter: [0, maxTimer],
  timeout: [1, maxTimer],
  totalTimeout: [0, maxTimer],
  factor: [1, 100],
};

const isFunction = (value: unknown): boolean => typeof value === "function";

/** What anything else may be. */
const kinds: Readonly<Record<string, readonly [isValid: (value: never) => unknown, wanted: string]>> = {
  maxRetries: [(value: number) => value === Number.POSITIVE_INFINITY || Number.isInteger(value), "an integer"],
  jitter: [
    (value) => isFunction(value) || ["full", "equal", "none"].includes(value),
    '"full", "equal", "none" or a function',
  ],
  unknownOutcome: [(value) => ["retry", "stop"].includes(value), '"retry" or "stop"'],
  methods: [(value) => isListOf(value, "string"), "an array of strings"],
  rules: [(value: unknown) => Array.isArray(value) && value.every(isRule), "an array of rules"],
  signal: [(value: AbortSignal | null) => value === null || isFunction(value.addEventListener), "an AbortSignal"],
  runtime: [
    (value: Runtime | null) => [value?.sleep, value?.now, value?.random].every(isFunction),
    "{ sleep, now, random }",
  ],
  shouldRetry: [isFunction, "a function"],
  onRetry: [isFunction, "a function"],
  onGiveUp: [isFunction, "a function"],
  onAttempt: [isFunction, "a function"],
};

/**
 * Checks options and fills in the defaults.
 *
 * @param base - the policy that absent options are taken from
 * @throws TypeError or RangeError that names option, value and range
 */
export function retryPolicy(options: RetryOptions = {}, base: RetryPolicy = defaults): RetryPolicy {
  if (typeof options !== "object" || options === null) throw new TypeError(`options must be an object; got ${options}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) check(name, value);
  return { ...base, ...Object.fromEntries(given) };
}

function check(name: string, value: unknown): void {
  const [from, to] = ranges[name] ?? [];
  if (from !== undefined && to !== undefined) {
    const wanted = `${name} must be a number from ${from} to ${to}; got ${shown(value)}`;
    if (typeof value !== "number") throw new TypeError(wanted);
    if (!(value >= from && value <= to)) throw new RangeError(wanted);
  }
  const [isValid, wanted] = kinds[name] ?? [];
  if (isValid && !isValid(value as never)) {
    const Kind = from === undefined ? TypeError : RangeError;
    throw new Kind(`${name} must be ${wanted}; got ${shown(value)}`);
  }
}

const isRule = (row: { id?: unknown; when?: unknown } | null): boolean =>
  typeof row?.id === "string" && typeof row.when === "object";

const isListOf = (value: unknown, type: string): boolean =>
  Array.isArray(value) && value.every((item) => item !== null && typeof item === type);

/** Objects are named by their type alone: they may hold secrets. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "string" ? `"${value.slice(0, 40)}"` : Object(value) === value ? typeof value : String(value);
}
