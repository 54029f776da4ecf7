import type { BackoffOptions } from "./backoff.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules/index.ts";
import type { AttemptRecord, GiveUpContext, RetryContext, ShouldRetryContext } from "./retry-types.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";

/** Options of the retry engine, the same in every adapter. Times are milliseconds. */
export interface RetryOptions extends Partial<BackoffOptions> {
  /** Resends after the first attempt; 0 turns them off, `Infinity` leaves the end to `totalTimeout`. Default: 4. */
  readonly maxRetries?: number;
  /** Limit of one attempt, until the response's headers. Default: none. */
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

/** The longest a timer can wait. */
const maxTimer = 2 ** 31 - 1;

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

/**
 * Checks options and fills in the defaults.
 *
 * @param base - the policy that absent options are taken from
 * @throws TypeError or RangeError that names option, value and range
 */
export function retryPolicy(options: RetryOptions = {}, base: RetryPolicy = defaults): RetryPolicy {
  if (typeof options !== "object" || options === null) throw invalid(TypeError, "options", options, "an object");
  check(options);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(given) };
}

function check(options: RetryOptions): void {
  const { maxRetries, factor, jitter, unknownOutcome, methods, rules: rows, signal, runtime } = options;
  if (maxRetries !== undefined && maxRetries !== Number.POSITIVE_INFINITY && !Number.isInteger(maxRetries)) {
    throw invalid(RangeError, "maxRetries", maxRetries, "an integer from 0, or Infinity");
  }
  range("maxRetries", maxRetries, 0, Number.POSITIVE_INFINITY);
  range("initialDelay", options.initialDelay, 0, maxTimer);
  range("maxDelay", options.maxDelay, 0, maxTimer);
  range("maxRetryAfter", options.maxRetryAfter, 0, maxTimer);
  range("timeout", options.timeout, 1, maxTimer);
  range("totalTimeout", options.totalTimeout, 0, maxTimer);
  range("factor", factor, 1, 100);
  if (jitter !== undefined && typeof jitter !== "function") oneOf("jitter", jitter, ["full", "equal", "none"]);
  oneOf("unknownOutcome", unknownOutcome, ["retry", "stop"]);
  if (methods !== undefined && !isList(methods, "string")) throw invalid(TypeError, "methods", methods, "an array of strings");
  if (rows !== undefined && !isList(rows, "object")) throw invalid(TypeError, "rules", rows, "an array of rules");
  if (signal && typeof signal.addEventListener !== "function") throw invalid(TypeError, "signal", signal, "an AbortSignal");
  for (const name of ["shouldRetry", "onRetry", "onGiveUp", "onAttempt"] as const) {
    const hook = options[name];
    if (hook !== undefined && typeof hook !== "function") throw invalid(TypeError, name, hook, "a function");
  }
  for (const name of ["sleep", "now", "random"] as const) {
    if (runtime && typeof runtime[name] !== "function") {
      throw invalid(TypeError, `runtime.${name}`, runtime[name], "a function");
    }
  }
}

const isList = (value: unknown, type: string): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === type);

function range(name: string, value: unknown, from: number, to: number): void {
  if (value === undefined) return;
  const wanted = `a number from ${from} to ${to}`;
  if (typeof value !== "number") throw invalid(TypeError, name, value, wanted);
  if (!(value >= from && value <= to)) throw invalid(RangeError, name, value, wanted);
}

function oneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value as string)) return;
  throw invalid(TypeError, name, value, allowed.map((item) => `"${item}"`).join(", "));
}

/** The value is named by its type alone when it could hold a secret. */
const invalid = (Kind: typeof TypeError | typeof RangeError, name: string, value: unknown, wanted: string): Error =>
  new Kind(`${name} must be ${wanted}; got ${typeof value === "number" ? String(value) : describe(value)}`);

const describe = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value === "string" ? `the string "${value.slice(0, 20)}"` : typeof value;
