import { z } from "zod";
import type { Rule } from "./rule.ts";
import { categories } from "./schema-words.ts";

export { RemovalSchema, ReportSchema } from "./report/schema.ts";

const phrase = z
  .string()
  .min(1)
  .refine((text) => text.split("*").length <= 3, "may hold at most two *");
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
  "redirect",
  "not-json",
  "canceled",
  "other",
] as const;

const RuleMatchSchema = z
  .strictObject({
    status: z
      .array(z.union([status, range]))
      .min(1)
      .readonly()
      .exactOptional(),
    code: z.array(z.string()).min(1).readonly().exactOptional(),
    type: z.array(z.string().min(1)).min(1).readonly().exactOptional(),
    message: phrases.exactOptional(),
    body: z
      .array(z.enum(["json", "html", "text", "empty", "stream"]))
      .min(1)
      .readonly()
      .exactOptional(),
    header: z.record(z.string().min(1), phrase).readonly().exactOptional(),
    path: phrases.exactOptional(),
    network: z.array(z.enum(networks)).min(1).readonly().exactOptional(),
  })
  .readonly();

/** A row of the table. */
export const RuleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be kebab-case"),
    when: RuleMatchSchema,
    category: z.enum(categories),
    retry: z.enum(["yes", "usually-no", "no"]),
    scope: z.enum(["request", "model", "route", "credential", "gateway"]).exactOptional(),
    outcome: z.enum(["rejected", "unknown"]).exactOptional(),
    normalizedStatus: z.number().int().min(400).max(599).exactOptional(),
    reason: z.string().min(1).exactOptional(),
    action: z.string().min(1).exactOptional(),
    steps: z.array(z.string().min(1)).readonly().exactOptional(),
    source: z.string().min(1),
  })
  .readonly() satisfies z.ZodType<Rule>;

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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError(`Bad rules. Not JSON: ${(error as Error).message}`, { cause: error });
  }
}
