import type { JsonObject } from "../endpoint.ts";
import { objectFrom } from "../read-fields.ts";

/** One schema that asks for what both ask for; where they differ, the second counts. */
export function joinSchemas(first: JsonObject, second: JsonObject): JsonObject {
  const required = [first.required, second.required].flatMap((names) => names ?? []);
  const properties = { ...objectFrom(first.properties), ...objectFrom(second.properties) };
  return {
    ...first,
    ...second,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** What a reference such as `#/$defs/place` stands for; an empty schema if nothing is there. */
export function referredIn(root: JsonObject, reference: string): JsonObject {
  const names = reference.split("/").slice(1);
  const steps = names.map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce<JsonObject>((schema, step) => objectFrom(schema[step]), root);
}
