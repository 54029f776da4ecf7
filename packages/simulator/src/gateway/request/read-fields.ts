import type { JsonObject } from "./endpoint.ts";
import { RequestRefused } from "./request-refused.ts";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else an empty object. */
export function objectFrom(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; none if it is not a list. */
export function objectsFrom(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list, or a single text. */
export function textsFrom(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((text) => typeof text === "string");
}

/** A positive integer, which a form sends as text. */
export function countFrom(value: unknown): number | undefined {
  const count = typeof value === "string" ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

/**
 * The count in a field.
 *
 * @param most - the largest count that is ever meant
 * @throws RequestRefused in the provider's words if the count is larger
 */
export function countWithin(body: JsonObject, field: string, most: number): number | undefined {
  const count = countFrom(body[field]);
  if (count === undefined || count <= most) return count;
  const problem = `integer above maximum value. Expected a value <= ${most}, but got ${count} instead.`;
  throw new RequestRefused(field, `Invalid '${field}': ${problem}`);
}
