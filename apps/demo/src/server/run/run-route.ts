import type { Handler } from "hono";
import { z } from "zod";
import type { LabScenario } from "../../catalogue/catalogue.ts";
import { RunRequestSchema } from "../../contract/run-request.ts";
import type { Gateway } from "../gateway.ts";
import { streamEvents } from "../stream-events.ts";
import { play } from "./run.ts";

interface RunRoute {
  readonly scenarios: readonly LabScenario[];
  readonly simulated: Gateway;
  readonly live: Gateway | undefined;
}

/** Runs the requested scenario, and streams its events as they happen. */
export function answerRuns({ scenarios, simulated, live }: RunRoute): Handler {
  return async (context) => {
    const parsed = RunRequestSchema.safeParse(await context.req.json().catch(() => undefined));
    if (!parsed.success) return context.json({ error: z.prettifyError(parsed.error) }, 400);
    const { scenario: name, adapter, peer, live: isLive } = parsed.data;
    const scenario = scenarios.find((item) => item.name === name);
    if (scenario === undefined) return context.json({ error: `There is no scenario "${name}" here.` }, 404);
    const gateway = isLive ? live : simulated;
    if (gateway === undefined) return context.json({ error: "The lab was started without COMETAPI_KEY." }, 409);
    const names = peer === undefined ? [adapter] : [adapter, peer];
    return streamEvents(context, (emit, signal) => play({ scenario, names, gateway, signal }, emit));
  };
}
