import { objectFrom } from "../request/read-fields.ts";

/** About how large a value must be to fit a schema, in objects, items and characters. References are not followed. */
export function sizeOf(schema: unknown): number {
  if (typeof schema !== "object" || schema === null) return 0;
  const { minItems, minContains, minProperties, minLength, pattern } = objectFrom(schema);
  const least = [minItems, minContains, minProperties, minLength].filter((count) => typeof count === "number");
  const parts = Object.values(schema).reduce((sum: number, part) => sum + sizeOf(part), 1);
  return Math.max(1, ...least, lengthOf(pattern)) * parts;
}

/** A quantifier after a bracket repeats the group, and with it everything that the group repeats. */
function lengthOf(pattern: unknown): number {
  if (typeof pattern !== "string") return 0;
  const counts = [...pattern.matchAll(/(\)?)\{(\d+)/g)].map(([, group, count]) => ({ group, count: Number(count) }));
  const once = counts.reduce((sum, { group, count }) => sum + (group ? 0 : count), 1);
  return counts.reduce((product, { group, count }) => product * (group ? Math.max(1, count) : 1), once);
}
