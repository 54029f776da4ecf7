// The JSON Schema of rules.json, made from the zod schema that parseRules uses.
import { z } from "zod";

/**
 * @param TableSchema - the schema of the whole file
 * @returns JSON Schema, draft 2020-12; what a schema cannot express (unique ids, layers in the rows' order) is left out
 */
export function rulesSchema(TableSchema) {
  const { $schema, ...schema } = z.toJSONSchema(TableSchema, { io: "input", reused: "ref", override: withoutReadOnly });
  return { $schema, title: "The decision table of comet-triage", ...schema };
}

/** A property of the TypeScript types, not of the file. */
const withoutReadOnly = ({ jsonSchema }) => {
  delete jsonSchema.readOnly;
};
