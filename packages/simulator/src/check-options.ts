import type { SimulatorOptions } from "./simulator-types.ts";

const isText = (value: unknown): boolean => typeof value === "string";

/** What each option may be. Two have no condition here: `maxBodyBytes` and `refusals` are checked where they are read. */
const kinds: Readonly<Record<keyof SimulatorOptions, readonly [isValid: (value: unknown) => boolean, wanted: string]>> =
  {
    apiKeys: [(value) => Array.isArray(value) && value.every(isText), "an array of strings"],
    maxBodyBytes: [() => true, ""],
    refusals: [() => true, ""],
    log: [(value) => typeof value === "boolean", "true or false"],
    now: [(value) => typeof value === "function", "a function"],
  };

/**
 * @param others - options that are checked elsewhere; they are suggested where a name is misspelt
 * @throws TypeError or RangeError that names the option and what it must be
 */
export function checkOptions(options: SimulatorOptions, others: readonly string[] = []): void {
  for (const [name, value] of Object.entries(checkObject(options))) {
    if (!Object.hasOwn(kinds, name)) {
      throw new TypeError(
        `unknown option "${name}"; did you mean one of ${[...Object.keys(kinds), ...others].join(", ")}?`,
      );
    }
    const [isValid, wanted] = kinds[name as keyof SimulatorOptions];
    if (value !== undefined && !isValid(value)) throw new TypeError(`${name} must be ${wanted}; got ${typeof value}`);
  }
  const { maxBodyBytes = 1 } = options;
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new RangeError(`maxBodyBytes is ${maxBodyBytes}; it must be an integer from 1.`);
  }
}

/** @throws TypeError for what is not an object */
export function checkObject<T extends object>(options: T): T {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return options;
  throw new TypeError(`options must be an object; got ${Array.isArray(options) ? "an array" : options}`);
}
