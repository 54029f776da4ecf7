import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import type { Endpoint } from "../../gateway/endpoints.ts";
import { type Fields, parseJson } from "../../json.ts";
import { schemas } from "./schemas.ts";

/** A field that is missing, or of the wrong type. */
export interface FieldFault {
  /** The JSON path, without `$`. */
  readonly field: string;
  /** Without the value: it may be a prompt. */
  readonly summary: string;
}

/** Compares a body's required fields and their types with what the endpoint accepts. */
export function checkFields(body: Fields, endpoint: Endpoint): readonly FieldFault[] {
  const result = schemas[endpoint.path]?.safeParse(body);
  return (result?.error?.issues ?? []).map((issue) => {
    const field = pathOf(issue.path);
    const value = valueAt(body, issue.path);
    const near = value === undefined ? nearIn(body, issue.path) : undefined;
    return { field, summary: `${field} ${wrongIn(issue, value)}${near ? `, but there is ${near}` : ""}` };
  });
}

/** The field beside a missing one that is spelled like it. */
function nearIn(body: Fields, path: readonly PropertyKey[]): string | undefined {
  const name = String(path.at(-1));
  const besides = Object.keys(valueAt(body, path.slice(0, -1)) ?? {});
  return besides.find((other) => distance(name, other) <= Math.min(2, name.length / 2));
}

/** Whether the endpoint documents a field of this name. */
export const isKnownField = (name: string, endpoint: Endpoint | undefined): boolean =>
  endpoint !== undefined && name in (schemas[endpoint.path]?.shape ?? {});

function wrongIn(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "is missing";
  if (issue.code === "too_small") return "is empty";
  if (issue.code === "too_big") return `is longer than ${issue.maximum}`;
  if (issue.code === "invalid_union") return `is ${typeOf(value)}, which is not allowed`;
  if (issue.code !== "invalid_type") return "has a wrong value";
  const wanted = wantedNames[issue.expected] ?? issue.expected;
  const inner = typeof value === "string" ? typeof parseJson(value) : undefined;
  const isQuoted = inner === (issue.expected === "int" ? "number" : issue.expected);
  return `is ${typeOf(value)}, but must be ${wanted}${isQuoted ? ": remove its quotes" : ""}`;
}

const wantedNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return Number.isInteger(value) ? "a number" : "a number with decimals";
  return typeof value === "boolean" ? "true or false" : "an object";
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, part) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part], value);

const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
