import { describeData } from "./data.ts";
import { step } from "./levels.ts";
import type { Place } from "./redact-json.ts";
import type { Redactor } from "./redactor.ts";
import { isCredentialHeader, isSecretName, isSecretParameter } from "./secret-names.ts";

/** Deeper levels are left out. */
const maxDepth = 200;

/** Where a value is, while values are walked. */
interface Spot extends Place {
  readonly depth: number;
}

/**
 * Copies a value without its secrets, as JSON would show it. Reads what can be read: getters and proxies that throw,
 * cycles and foreign objects become words in brackets; `toJSON` is not called; nothing is modified.
 */
export class ValueWalk {
  readonly #redactor: Redactor;
  readonly #seen = new Map<object, unknown>();
  /** Objects that are being copied. */
  readonly #open = new Set<object>();
  readonly #keepsNames: boolean;

  constructor(redactor: Redactor, keepsNames: boolean) {
    this.#redactor = redactor;
    this.#keepsNames = keepsNames;
  }

  walk(value: unknown, spot: Spot = root): unknown {
    if (typeof value === "string") return this.#redactor.redact(value, spot);
    if (typeof value === "bigint") return this.#redactor.redact(`${value}`, spot);
    if (typeof value === "number") return this.#number(value, spot);
    if (typeof value !== "object" || value === null)
      return typeof value === "boolean" || value === null ? value : undefined;
    // Under the name of a secret, the same object is treated differently.
    const known = spot.isSecret ? undefined : this.#seen.get(value);
    if (known !== undefined) return known;
    if (this.#open.has(value)) return this.#unreadable("[Circular]", spot);
    if (spot.depth >= maxDepth) return this.#unreadable("[Too deep]", spot);
    this.#open.add(value);
    try {
      const copy = this.#object(value, spot);
      if (!spot.isSecret) this.#seen.set(value, copy);
      return copy;
    } catch {
      return this.#unreadable("[Unreadable]", spot);
    } finally {
      this.#open.delete(value);
    }
  }

  #unreadable(words: string, spot: Spot): string {
    this.#redactor.note("unreadable", spot);
    return words;
  }

  #number(value: number, spot: Spot): number {
    if (Math.abs(value) < 1000) return value;
    return this.#redactor.redact(`${value}`, spot) === `${value}` ? value : 0;
  }

  #object(value: object, spot: Spot): unknown {
    if (Array.isArray(value)) return this.#list(value, spot);
    const data = dataIn(value);
    if (data !== undefined) {
      this.#redactor.note("data", spot);
      return this.#redactor.redact(data, { ...spot, isSecret: false });
    }
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (value instanceof URL || value instanceof RegExp) return this.#redactor.redact(String(value), spot);
    if (value instanceof Set) return this.#list([...value], spot);
    if (isOfPairs(value)) return this.#record(grouped(value), spot, isSecretParameter);
    const names =
      value instanceof Error ? new Set(["name", "message", "cause", ...Object.keys(value)]) : Object.keys(value);
    const read = (name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];
    return this.#record(
      [...names].map((name) => [name, () => read(name)] as const),
      spot,
      isSecretName,
    );
  }

  #list(values: readonly unknown[], spot: Spot): unknown[] {
    return Array.from({ length: values.length }, (_, index) => {
      // Raw headers: names and values alternate. A command's arguments do not, but they have dashes.
      const before = values[index - 1];
      const isNamed = isCredentialHeader(before) && (index % 2 === 1 || String(before).startsWith("-"));
      const place = {
        name: spot.name,
        isSecret: spot.isSecret || isNamed,
        depth: spot.depth + 1,
        path: () => step(spot.path(), index),
      };
      return this.#member(() => values[index], place) ?? null;
    });
  }

  #record(
    fields: readonly (readonly [name: string, read: () => unknown])[],
    spot: Spot,
    isSecretHere: (name: string) => boolean,
  ): object {
    const copy: Record<string, unknown> = {};
    const used = new Map<string, number>();
    const named = fields.find(([name]) => name === "name" || name === "key")?.[1];
    const isNamed = named !== undefined && isSecretParameter(textOf(named));
    for (const [name, read] of fields) {
      const shown = this.#name(name, spot, copy, used);
      const member = this.#member(read, {
        name,
        isSecret: spot.isSecret || (isNamed && name === "value") || (spot.name !== "properties" && isSecretHere(name)),
        depth: spot.depth + 1,
        path: () => step(spot.path(), shown),
      });
      // With an assignment, a member called __proto__ would be lost.
      if (member !== undefined) {
        Object.defineProperty(copy, shown, { value: member, enumerable: true, writable: true, configurable: true });
      }
    }
    return copy;
  }

  #member(read: () => unknown, spot: Spot): unknown {
    try {
      return this.walk(read(), spot);
    } catch {
      return this.#unreadable("[Unreadable]", spot);
    }
  }

  /** A member's name, which may itself contain a secret. */
  #name(name: string, spot: Spot, taken: object, used: Map<string, number>): string {
    if (this.#keepsNames) return name;
    const shown = this.#redactor.redact(name, { name: undefined, isSecret: false, path: spot.path });
    if (!Object.hasOwn(taken, shown)) return shown;
    // Thousands of names may be redacted alike: the search continues where it ended.
    let number = used.get(shown) ?? 1;
    do number++;
    while (Object.hasOwn(taken, `${shown} ${number}`));
    used.set(shown, number);
    return `${shown} ${number}`;
  }
}

const root: Spot = { name: undefined, isSecret: false, depth: 0, path: () => "$" };

function textOf(read: () => unknown): string {
  try {
    const value = read();
    return typeof value === "string" ? value : "";
  } catch {
    return "";
  }
}

/** The placeholder for bytes and files. */
function dataIn(value: object): string | undefined {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return describeData("bytes", undefined, value.byteLength);
  if (typeof Blob === "undefined" || !(value instanceof Blob)) return undefined;
  return describeFile(value);
}

/** `<cat.png, image/png, 1.2 MB>` */
export const describeFile = (file: Blob): string =>
  describeData("name" in file ? String(file.name) : undefined, file.type || "application/octet-stream", file.size);

/** `Headers`, `FormData`, `URLSearchParams`, `Map`: whatever lists pairs. */
const isOfPairs = (value: object): value is Iterable<readonly [unknown, unknown]> =>
  value instanceof Map || (Symbol.iterator in value && typeof (value as { entries?: unknown }).entries === "function");

/** Pairs by name; a repeated name has a list. */
function grouped(pairs: Iterable<readonly [unknown, unknown]>): [name: string, read: () => unknown][] {
  const groups = new Map<string, unknown[]>();
  for (const [name, value] of pairs) {
    const group = groups.get(String(name));
    if (group) group.push(value);
    else groups.set(String(name), [value]);
  }
  return [...groups].map(([name, values]) => [name, () => (values.length === 1 ? values[0] : values)]);
}
