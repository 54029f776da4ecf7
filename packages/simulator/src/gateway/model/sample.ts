import { generateSync, type JsonSchema } from "json-schema-faker";
import type { JsonValue } from "../../reply.ts";
import { objectFrom } from "../read-fields.ts";
import { RequestRefused } from "../request-refused.ts";

/** The same value each time, and no more of it than the schema requires. */
const options = { seed: 1, optionalsProbability: 0, maxDefaultItems: 1, useExamplesValue: true, useDefaultValue: true };

/**
 * A value that fits a JSON Schema, an object unless it says otherwise: its `default` or its first of `examples`, where it has them.
 *
 * @param field - where the request has the schema
 * @throws RequestRefused for what is no schema
 */
export function sampleOf(schema: unknown, field: string): JsonValue {
  try {
    return generateSync({ type: "object", ...inLowerCase(schema) }, options) as JsonValue;
  } catch (error) {
    throw new RequestRefused(field, `Invalid schema: ${(error as Error).message}`);
  }
}

/** Google writes types in capitals. */
const inLowerCase = (schema: unknown): JsonSchema & object =>
  JSON.parse(JSON.stringify(objectFrom(schema)), (name, value) =>
    name === "type" && typeof value === "string" ? value.toLowerCase() : value,
  );
