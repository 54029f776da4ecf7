/** The longest a timer can wait. */
export const maxTimer = 2_147_483_647;

/** What an option may be. */
export interface OptionCheck {
  /** The lowest and the highest number allowed. */
  readonly range?: readonly [from: number, to: number];
  readonly isValid?: (value: never) => unknown;
  /** What is accepted, in words; a range is added. Default: a number. */
  readonly wanted?: string;
}

/** The options of a function, by name; `undefined` removes one that others have. */
export type OptionChecks = Readonly<Record<string, OptionCheck | undefined>>;

export const isFunction = (value: unknown): boolean => typeof value === "function";
export const isText = (value: unknown): boolean => typeof value === "string";

/** A function. */
export const aFunction: OptionCheck = { isValid: isFunction, wanted: "a function" };
export const aBoolean: OptionCheck = { isValid: (value) => typeof value === "boolean", wanted: "true or false" };
export const oneOf = (...words: readonly string[]): OptionCheck => ({
  isValid: (value) => words.includes(value),
  wanted: words.map((word) => `"${word}"`).join(" or "),
});

/** A number in a range that must be whole; `Infinity` counts as whole. */
export const count = (from: number): OptionCheck => ({
  range: [from, Infinity],
  isValid: (value: number) => value === Infinity || Number.isInteger(value),
  wanted: "an integer",
});

/**
 * The given options, each of them known and valid.
 *
 * @param where - which options they are, for errors
 * @throws TypeError or RangeError that names option, value and range
 */
export function checkOptions(options: object, checks: OptionChecks, where = ""): [name: string, value: unknown][] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(`${where || "options"} must be an object; got ${describeValue(options)}`);
  }
  const at = where && `${where}: `;
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const wanted = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (wanted === undefined) {
      const names = Object.keys(checks).filter((known) => checks[known]);
      const alike = names.filter((known) => known.toLowerCase().includes(name.slice(0, 5).toLowerCase())).slice(0, 3);
      const known = alike[0] ? `did you mean ${alike.join(" or ")}?` : `the options are ${names.join(", ")}`;
      const hint = name === "signal" ? "pass it to the call itself" : known;
      throw new TypeError(`${at}unknown option ${describeValue(name)}; ${hint}`);
    }
    check(at + name, value, wanted);
  }
  return given;
}

/** @throws TypeError or RangeError that names option, value and range */
export function check(name: string, value: unknown, { range, isValid, wanted = "a number" }: OptionCheck): void {
  const isNumber = typeof value === "number";
  const isInRange = !range || (isNumber && value >= range[0] && value <= range[1]);
  if (isInRange && (isValid?.(value as never) ?? true)) return;
  const within = range ? ` from ${range[0]} to ${range[1]}` : "";
  const Fault = range && isNumber ? RangeError : TypeError;
  throw new Fault(`${name} must be ${wanted}${within}; got ${describeValue(value)}`);
}

/** A value as errors about options show it. For an object only its type is shown: it may hold secrets. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "string" ? `"${value.slice(0, 40)}"` : Object(value) === value ? typeof value : String(value);
}
