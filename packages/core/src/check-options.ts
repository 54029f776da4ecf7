import type { Runtime } from "./runtime.ts";
import type { Throttle } from "./throttle/throttle-types.ts";

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
  maxConcurrency: [1, Infinity],
  maxQueue: [0, Infinity],
  retryBudget: [0, Infinity],
};

const isCount = (value: number): boolean => value === Number.POSITIVE_INFINITY || Number.isInteger(value);

const isFunction = (value: unknown): boolean => typeof value === "function";

/** What anything else may be. */
const kinds: Readonly<Record<string, readonly [isValid: (value: never) => unknown, wanted: string]>> = {
  maxRetries: [isCount, "an integer"],
  maxConcurrency: [isCount, "an integer"],
  maxQueue: [isCount, "an integer"],
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
  onThrottle: [isFunction, "a function"],
  throttle: [
    (value: Partial<Throttle> | false | null) => value === false || isFunction(value?.join),
    "a throttle or false",
  ],
  pacing: [(value) => typeof value === "boolean", "true or false"],
  key: [isFunction, "a function"],
};

/**
 * The options that are given, each of them valid.
 *
 * @throws TypeError or RangeError that names option, value and range
 */
export function checkOptions(options: object): [name: string, value: unknown][] {
  if (typeof options !== "object" || options === null) throw new TypeError(`options must be an object; got ${options}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) check(name, value);
  return given;
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
