import { z } from "zod";
import { categories } from "../categories.ts";
import type { Removal } from "../redact/types.ts";
import type { Report } from "./types.ts";

const text = z.string().optional();
const count = z.number().int().min(0);
const field = z.strictObject({ name: z.string(), value: z.string() }).readonly();
const fields = z.array(field).readonly();
const status = z.number().int().optional();
const trial = z.strictObject({ works: z.boolean(), detail: text }).readonly().optional();

/** One entry of the list of what was removed, and where. */
export const RemovalSchema = z
  .strictObject({
    where: z.string(),
    kind: z.enum(["key", "named", "known", "url", "header", "data", "unreadable"]),
    count: count.min(1),
  })
  .readonly() satisfies z.ZodType<Removal>;

const body = z.union([
  z.strictObject({ kind: z.literal("none") }).readonly(),
  z.strictObject({ kind: z.literal("text"), text: z.string() }).readonly(),
  z.strictObject({ kind: z.literal("form"), fields }).readonly(),
  z.strictObject({ kind: z.literal("binary"), type: text, bytes: count.optional() }).readonly(),
  z.strictObject({ kind: z.literal("stream") }).readonly(),
]);

const file = z
  .strictObject({
    where: z.string(),
    sent: z.enum(["uploaded", "url", "base64"]),
    name: text,
    type: text,
    bytes: count.optional(),
  })
  .readonly();

const attempt = z
  .strictObject({
    attempt: count.min(1),
    time: z.string(),
    durationMs: z.number(),
    status,
    ruleId: text,
    requestId: text,
    delayMs: z.number().optional(),
  })
  .readonly();

/** A support report, as `createReport` makes it and `JSON.stringify` writes it. */
export const ReportSchema = z
  .strictObject({
    request: z
      .strictObject({
        method: text,
        origin: text,
        endpoint: text,
        model: text,
        query: fields,
        headers: fields,
        body,
        files: z.array(file).readonly(),
      })
      .readonly(),
    response: z.strictObject({ status, statusText: text, headers: fields, body: text }).readonly(),
    error: z
      .strictObject({
        message: text,
        code: text,
        type: text,
        param: text,
        thrown: z.array(z.string()).readonly(),
      })
      .readonly(),
    requestIds: z.array(z.string()).readonly(),
    attempts: z.array(attempt).readonly(),
    otherModel: trial,
    otherKey: trial,
    decision: z
      .strictObject({
        ruleId: z.string(),
        category: z.enum(categories),
        retry: z.enum(["yes", "usually-no", "no"]),
        reason: z.string(),
        action: z.string(),
        steps: z.array(z.string()).readonly(),
        source: z.string(),
        refused: z.enum(["circuit-open", "queue-full"]).optional(),
      })
      .readonly(),
    repeated: z.boolean(),
    advice: z.string(),
    removed: z.array(RemovalSchema).readonly(),
  })
  .readonly() satisfies z.ZodType<Report>;
