import type { JsonValue } from "../../reply.ts";
import type { JsonObject } from "../endpoint.ts";
import { objectFrom, objectsFrom } from "../read-fields.ts";
import { sampleNumber, sampleText } from "./sample-scalar.ts";
import { joinSchemas, referredIn } from "./schema.ts";

/**
 * A value that fits a JSON Schema, an object unless it says otherwise; the same each time. It is the schema's `const`, its first
 * `examples`, its `default` or the first of its `enum`, else the plainest there is. Optional properties are filled in, except
 * where a schema contains itself.
 *
 * `pattern`, `multipleOf`, `not` and `if` are not looked at; `examples` help there.
 */
export function sampleOf(schema: unknown): JsonValue {
  const root = objectFrom(schema);
  return sample(joinSchemas({ type: "object" }, root), { root, within: ["#"] });
}

interface Place {
  readonly root: JsonObject;
  /** The references that were followed to get here. */
  readonly within: readonly string[];
}

/** Takes what a schema is composed of apart, one step a call. */
function sample(schema: JsonObject, place: Place): JsonValue {
  const [fixed] = fixedValues(schema);
  if (fixed !== undefined) return fixed;
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  if (typeof $ref === "string") {
    if (isCircular(schema, place)) return null;
    const within = [...place.within, $ref];
    return sample(joinSchemas({ ...own, allOf, anyOf, oneOf }, referredIn(place.root, $ref)), { ...place, within });
  }
  const [part, ...parts] = objectsFrom(allOf);
  if (part) return sample(joinSchemas({ ...own, allOf: parts, anyOf, oneOf }, part), place);
  const alternatives = objectsFrom(anyOf ?? oneOf);
  const alternative = alternatives.find((one) => !isCircular(one, place)) ?? alternatives[0];
  return alternative ? sample(joinSchemas(own, alternative), place) : sampleOfType(own, place);
}

function fixedValues({ const: only, examples, default: usual, enum: all }: JsonObject): readonly JsonValue[] {
  const values = [only, ...listFrom(examples), usual, ...listFrom(all)];
  return values.filter((value) => value !== undefined) as JsonValue[];
}

const listFrom = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function sampleOfType(schema: JsonObject, place: Place): JsonValue {
  switch (typeOf(schema)) {
    case "object":
      return sampleObject(schema, place);
    case "array":
      return sampleArray(schema, place);
    case "integer":
      return sampleNumber(schema, 1);
    case "number":
      return sampleNumber(schema, 0.5);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return sampleText(schema);
  }
}

/** The first that is not null. Google writes types in capitals. */
function typeOf({ type, properties, items }: JsonObject): string | undefined {
  const [first] = listFrom(Array.isArray(type) ? type.filter((name) => name !== "null") : [type]);
  if (typeof first === "string") return first.toLowerCase();
  return properties ? "object" : items ? "array" : undefined;
}

function sampleObject({ properties, required }: JsonObject, place: Place): JsonValue {
  const wanted = Object.entries(objectFrom(properties)).filter(
    ([name, property]) => listFrom(required).includes(name) || !isCircular(objectFrom(property), place),
  );
  return Object.fromEntries(wanted.map(([name, property]) => [name, sample(objectFrom(property), place)]));
}

function sampleArray({ items, prefixItems, minItems, maxItems }: JsonObject, place: Place): JsonValue {
  const first = objectsFrom(prefixItems);
  const item = objectFrom(items);
  const fewest = Math.min(isCircular(item, place) ? 0 : 1, Number(maxItems ?? 1));
  const length = items === undefined || items === false ? 0 : Math.max(fewest, Number(minItems ?? 0)) - first.length;
  const rest = Array.from({ length: Math.max(length, 0) }, () => item);
  return [...first, ...rest].map((schema) => sample(schema, place));
}

const isCircular = ({ $ref }: JsonObject, { within }: Place): boolean =>
  typeof $ref === "string" && within.includes($ref);
