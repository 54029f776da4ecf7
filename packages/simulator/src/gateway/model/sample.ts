import { generateSync, type JsonSchema } from "json-schema-faker";
import type { JsonValue } from "../../reply/reply.ts";
import { objectFrom } from "../request/read-fields.ts";
import { RequestRefused } from "../request/request-refused.ts";
import { sizeOf } from "./schema-size.ts";

/** It is the same value each time, and contains no more than the schema requires. */
const options = { seed: 1, optionalsProbability: 0, maxDefaultItems: 1, useExamplesValue: true, useDefaultValue: true };

/** The size of the largest value that is made: a larger one is never wanted, and all other requests would wait for it. */
const largest = 100_000;

/**
 * A value that fits a JSON Schema, an object by default: the schema's `default` or the first of its `examples`, if it has them.
 *
 * @param field - where the request has the schema
 * @throws RequestRefused for what is not a schema, and for one that only a huge value fits
 */
export function sampleOf(schema: unknown, field: string): JsonValue {
  try {
    const wanted = asJsonSchema(schema);
    if (sizeOf(wanted) > largest) throw new RangeError("a value that fits it would be too large");
    return generateSync({ type: "object", ...wanted }, options) as JsonValue;
  } catch (error) {
    throw new RequestRefused(field, `Invalid schema: ${(error as Error).message}`);
  }
}

/** Google writes types in capitals, and counts as text. */
const asJsonSchema = (schema: unknown): JsonSchema & object =>
  JSON.parse(JSON.stringify(objectFrom(schema)), (name, value) => {
    if (typeof value !== "string") return value;
    if (name === "type") return value.toLowerCase();
    return /^(?:min|max)(?:Items|Length|Properties)$/.test(name) && /^\d+$/.test(value) ? Number(value) : value;
  });
