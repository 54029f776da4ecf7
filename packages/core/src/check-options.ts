/** The longest a timer can wait. */
export const maxTimer = 2_147_483_647;

/** What an option may be. */
export interface OptionCheck {
  /** The least and the most that a number may be. */
  readonly range?: readonly [from: number, to: number];
  readonly isValid?: (value: never) => unknown;
  /** What `isValid` accepts, in words. */
  readonly wanted?: string;
}

/** The options of a function, by name. */
export type OptionChecks = Readonly<Record<string, OptionCheck>>;

export const isFunction = (value: unknown): boolean => typeof value === "function";

export const aFunction: OptionCheck = { isValid: isFunction, wanted: "a function" };
export const aBoolean: OptionCheck = { isValid: (value) => typeof value === "boolean", wanted: "true or false" };
export const oneOf = (...words: readonly string[]): OptionCheck => ({
  isValid: (value) => words.includes(value),
  wanted: words.map((word) => `"${word}"`).join(" or "),
});

/** A number in a range that must be whole; `Infinity` counts as whole. */
export const count = (from: number): OptionCheck => ({
  range: [from, Number.POSITIVE_INFINITY],
  isValid: (value: number) => value === Number.POSITIVE_INFINITY || Number.isInteger(value),
  wanted: "an integer",
});

/**
 * The options that are given, each of them known and valid.
 *
 * @throws TypeError or RangeError that names option, value and range
 */
export function checkOptions(options: object, ...known: readonly OptionChecks[]): [name: string, value: unknown][] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`options must be an object; got ${describeValue(options)}`);
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const checks = known.find((checks) => Object.hasOwn(checks, name));
    if (checks?.[name] === undefined) {
      const names = known.flatMap((checks) => Object.keys(checks));
      throw new TypeError(`unknown option ${describeValue(name)}; did you mean one of ${names.join(", ")}?`);
    }
    check(name, value, checks[name]);
  }
  return given;
}

function check(name: string, value: unknown, { range, isValid, wanted }: OptionCheck): void {
  if (range !== undefined) {
    const message = `${name} must be a number from ${range[0]} to ${range[1]}; got ${describeValue(value)}`;
    if (typeof value !== "number") throw new TypeError(message);
    if (!(value >= range[0] && value <= range[1])) throw new RangeError(message);
  }
  if (isValid && !isValid(value as never)) {
    const Kind = range === undefined ? TypeError : RangeError;
    throw new Kind(`${name} must be ${wanted}; got ${describeValue(value)}`);
  }
}

/** A value as the errors about options show it. Objects are named by their type alone: they may hold secrets. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "string" ? `"${value.slice(0, 40)}"` : Object(value) === value ? typeof value : String(value);
}
