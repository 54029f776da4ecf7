import { z } from "zod";
import type { Reply } from "./reply.ts";

const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "not a header value");
const headers = z.record(headerName, headerValue, {
  error: ({ code }) => (code === "invalid_key" ? "not a header name" : undefined),
});
const delayMs = z.number().int().min(0).max(3_600_000);

export const ReplySchema = z
  .strictObject({
    status: z.number().int().min(200).max(599).exactOptional(),
    headers: headers.exactOptional(),
    body: z.json().exactOptional(),
    chunks: z.array(z.string().min(1)).exactOptional(),
    repeat: z.number().int().min(1).exactOptional(),
    delay: delayMs.exactOptional(),
    chunkDelay: delayMs.exactOptional(),
    end: z.enum(["close", "reset", "hang"]).exactOptional(),
    fault: z.enum(["reset", "hang"]).exactOptional(),
    ok: z.literal(true).exactOptional(),
    noRequestId: z.literal(true).exactOptional(),
  })
  .refine((reply) => reply.body === undefined || reply.chunks === undefined, "give body or chunks, not both")
  .refine((reply) => reply.repeat === undefined || reply.chunks !== undefined, {
    path: ["repeat"],
    error: "repeat needs chunks",
  }) satisfies z.ZodType<Reply>;

/** Letters and digits joined by single `-`, `.` or `_`, so that a name fits into a header, a query and a key. */
const ScriptName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/, "letters and digits joined by single - . or _");

const ScriptSchema = z.strictObject({ name: ScriptName, replies: z.array(ReplySchema).min(1) });

export interface Script {
  readonly name: string;
  readonly replies: readonly Reply[];
}

/**
 * Validates a script; the result is a copy.
 *
 * @throws TypeError that names every wrong field: `replies[0].status: …`
 */
export function parseScript(value: unknown): Script {
  const result = ScriptSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${fieldFromPath(issue.path).replace(/^\./, "") || "script"}: ${issue.message}`,
  );
  throw new TypeError(`Invalid script: ${problems.join("; ")}`);
}

/** `[0].status` */
export const fieldFromPath = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
