import { z } from "zod";
import type { Reply } from "./reply.ts";
import { fieldFromPath, ReplySchema } from "./reply-schema.ts";

/**
 * A reply that replaces the healthy answer, every time, for requests that meet all the given conditions: to play a model that
 * is saturated, a key that may not use a model, a field that a model rejects, two fields that do not go together.
 */
export interface Refusal {
  /** The model is one of these. Default: every model. */
  readonly models?: readonly string[];
  /** The API key is one of these. Default: every key. */
  readonly keys?: readonly string[];
  /** The body has all of these at its top level, whatever their values. Default: no field is required. */
  readonly fields?: readonly string[];
  readonly reply: Reply;
}

const names = z.array(z.string().min(1)).min(1).exactOptional();
const RefusalSchema = z.strictObject({
  models: names,
  keys: names,
  fields: names,
  reply: ReplySchema,
}) satisfies z.ZodType<Refusal>;

/** @throws TypeError that names every wrong field: `refusals[0].models: …` */
export function parseRefusals(value: unknown): readonly Refusal[] {
  const result = z.array(RefusalSchema).safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `refusals${fieldFromPath(path)}: ${message}`);
  throw new TypeError(`Invalid refusals: ${problems.join("; ")}`);
}

/** The first refusal whose conditions a request meets. */
export function findRefusal(
  refusals: readonly Refusal[],
  { key, model, body }: { key: string | undefined; model: string; body: Readonly<Record<string, unknown>> },
): Refusal | undefined {
  return refusals.find(
    ({ models, keys, fields }) =>
      (models?.includes(model) ?? true) &&
      (keys?.some((name) => name === key) ?? true) &&
      (fields?.every((name) => body[name] !== undefined) ?? true),
  );
}
