import { Hono } from "hono";
import { catalogue, isSilent } from "../catalogue/catalogue.ts";
import { adapters } from "../contract/clients.ts";
import type { LabInfo } from "../contract/lab-info.ts";
import { answerBursts } from "./burst/burst-route.ts";
import { createEdge } from "./edge.ts";
import type { Gateway } from "./gateway.ts";
import { ownPageOnly } from "./guard.ts";
import { answerRuns } from "./run/run-route.ts";
import { securityHeaders } from "./security-headers.ts";

export interface LabOptions {
  /** The look-alike. */
  readonly simulated: Gateway;
  /** The look-alike for bursts. Default: the same one. */
  readonly crowded?: Gateway;
  /** The real gateway, if there is a key for it. */
  readonly live?: Gateway | undefined;
  /** False if a reply cannot break its socket or hold it open. */
  readonly hasSockets: boolean;
}

/** The lab's server without its files: the routes that the page calls, and the edge handler at `/v1`. */
export function createLab({ simulated, crowded = simulated, live, hasSockets }: LabOptions): Hono {
  const playable = catalogue.filter(({ needs }) => hasSockets || needs === undefined);
  const info: LabInfo = {
    scenarios: playable.map(({ name, title, section, request, replies }) => ({
      ...{ name, title, section, request },
      ...(isSilent({ replies }) && { timeout: simulated.timeout }),
    })),
    adapters,
    liveBaseUrl: live && `${live.origin}/v1`,
  };
  const edge = createEdge(simulated);

  const lab = new Hono();
  lab.use(securityHeaders);
  lab.all("/v1/*", ({ req }) => edge(req.raw));
  lab.use("/api/*", ownPageOnly);
  lab.get("/api/lab", (context) => context.json(info));
  lab.post("/api/runs", answerRuns({ scenarios: playable, simulated, live }));
  lab.post("/api/bursts", answerBursts(crowded));
  return lab;
}
