import { z } from "zod";
import { categories } from "./categories.ts";
import type { Advice, Rule } from "./rule.ts";

export { RemovalSchema, ReportSchema } from "./report/schema.ts";

/**
 * A field that may be absent; its object refuses `undefined` with {@link refuseUndefined}. zod's own `exactOptional` came
 * with 4.3.
 */
const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.optional() as unknown as z.ZodType<z.output<Schema>, z.input<Schema>> & {
    _zod: { optin: "optional"; optout: "optional" };
  };

const phrase = z
  .string()
  .min(1)
  .regex(/^[^*]*(?:\*[^*]*){0,2}$/, "may hold at most two *");
const phrases = z.array(phrase).min(1).readonly();
const status = z.number().int().min(100).max(599);
const range = z
  .tuple([status, status])
  .refine(([from, to]) => from <= to, "must run from the lower to the higher status")
  .readonly();
const networks = [
  "connect",
  "dns",
  "tls",
  "timeout",
  "reset",
  "cut",
  "url",
  "unsendable",
  "redirect",
  "not-json",
  "canceled",
  "other",
] as const;

const statuses = z
  .array(z.union([status, range]))
  .min(1)
  .readonly();
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be kebab-case");
const scope = z.enum(["request", "model", "route", "credential", "gateway"]);
const outcome = z.enum(["rejected", "unknown"]);
const normalizedStatus = z.number().int().min(400).max(599);
const sentence = z.string().min(1);
const steps = z.array(sentence).readonly();

const RuleMatchSchema = z
  .strictObject({
    status: maybe(statuses).describe("Statuses and inclusive [from, to] ranges"),
    code: maybe(z.array(z.string()).min(1).readonly()).describe(
      'Error codes, in any case; "" stands for any generic code',
    ),
    type: maybe(z.array(z.string()).min(1).readonly()).describe("Error types, in any case; an empty one means none"),
    message: maybe(phrases).describe("Phrases, one of which must be in the message"),
    body: maybe(
      z
        .array(z.enum(["json", "html", "text", "empty", "stream"]))
        .min(1)
        .readonly(),
    ),
    header: maybe(
      z
        .record(z.string().min(1), phrase)
        .refine(isNotEmpty, "must name a header")
        .meta({ minProperties: 1 })
        .readonly(),
    ).describe("Header name to phrase"),
    path: maybe(phrases).describe("Phrases, one of which must be in the path of the URL"),
    network: maybe(z.array(z.enum(networks)).min(1).readonly()),
  })
  .superRefine(refuseUndefined)
  .refine(isNotEmpty, "needs a condition; every response has status: [[100, 599]]")
  .meta({ minProperties: 1 })
  .readonly();

/** A row of the table. */
export const RuleSchema: z.ZodType<Rule, Rule> = z
  .strictObject({
    id,
    when: RuleMatchSchema.describe("All given conditions must hold"),
    category: z.enum(categories),
    retry: z.enum(["yes", "usually-no", "no"]),
    scope: maybe(scope),
    outcome: maybe(outcome),
    normalizedStatus: maybe(normalizedStatus),
    reason: maybe(sentence),
    action: maybe(sentence),
    steps: maybe(steps),
    source: sentence,
  })
  .superRefine(refuseUndefined)
  .readonly();

/** An ordered list of rows with unique ids. */
export const RulesSchema = z.array(RuleSchema).superRefine((rules, context) => {
  const seen = new Map<string, number>();
  for (const [index, { id }] of rules.entries()) {
    const first = seen.get(id);
    if (first !== undefined) {
      context.addIssue({ code: "custom", path: [index, "id"], message: `"${id}" is taken by row ${first}` });
    }
    seen.set(id, index);
  }
});

const AdviceSchema = z
  .strictObject({ scope, outcome, normalizedStatus, reason: sentence, action: sentence, steps })
  .readonly() satisfies z.ZodType<Advice>;

/** Rows that belong together; layers are in the order of their rows. */
const LayerSchema = z.strictObject({ name: id, about: sentence, rules: z.array(id).min(1).readonly() }).readonly();

/** The file `rules.json`: the table, and everything needed to read it. `rules.schema.json` is generated from this. */
export const TableSchema = z.strictObject({
  $schema: z.string().optional(),
  genericCodes: z.array(z.string().min(1)).readonly().describe("Codes that say little although rows list them"),
  retriedByStatus: statuses.describe("Statuses that clients retry when they look at nothing else"),
  sources: z.record(z.string().min(1), z.url()).readonly().describe("The page behind the first word of a row's source"),
  layers: z.array(LayerSchema).min(1).readonly().describe("Rows that belong together, in the order of the rows"),
  advice: z
    .record(z.enum(categories), AdviceSchema)
    .readonly()
    .describe("The defaults of each category, which a row may override"),
  rules: RulesSchema.min(1).describe("The rows, in order: the first that matches decides"),
});

/**
 * Checks rows of your own, to be put before the table's: `[...parseRules(mine), ...rules]`.
 *
 * @param value - the rows, as JSON text or parsed
 * @throws TypeError that names each bad row by index and id, the field, and what is wrong with it
 */
export function parseRules(value: unknown): readonly Rule[] {
  const rows = typeof value === "string" ? parseJson(value) : value;
  const result = RulesSchema.safeParse(rows);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path: [index, ...field], message }) => {
    if (index === undefined) return message;
    const row = Array.isArray(rows) ? (rows[Number(index)] as { id?: unknown } | undefined) : undefined;
    const name = typeof row?.id === "string" ? ` ("${row.id}")` : "";
    return `row ${String(index)}${name}${field.length > 0 ? `, ${field.join(".")}` : ""}: ${message}`;
  });
  throw new TypeError(`Bad rules. ${problems.join("; ")}`);
}

function refuseUndefined(value: object, context: z.RefinementCtx): void {
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) context.addIssue({ code: "custom", path: [key], message: "may be absent, not undefined" });
  }
}

function isNotEmpty(value: object): boolean {
  return Object.keys(value).length > 0;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`Bad rules. Not JSON: ${(error as Error).message}`, { cause: error });
  }
}
