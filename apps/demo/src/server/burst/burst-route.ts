import type { Handler } from "hono";
import { z } from "zod";
import { refusals } from "../../catalogue/prepare.ts";
import { BurstRequestSchema } from "../../contract/burst.ts";
import type { Gateway } from "../gateway.ts";
import { streamEvents } from "../stream-events.ts";
import { runBurst } from "./burst.ts";

/** The longest duration of a burst, in milliseconds. */
const limit = 60_000;

/** Runs a burst, and streams its progress. */
export function answerBursts(gateway: Gateway): Handler {
  return async (context) => {
    const parsed = BurstRequestSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400);
    const refusal = parsed.data.retryAfter ? refusals.withWait : refusals.plain;
    return streamEvents(context, (emit, left) =>
      runBurst({ gateway, refusal, signal: AbortSignal.any([left, AbortSignal.timeout(limit)]) }, emit),
    );
  };
}
