import { createSimulator } from "@comet-triage/simulator";
import { Hono } from "hono";
import { prepare } from "./catalogue/prepare.ts";
import { createLab } from "./server/create-lab.ts";
import type { Gateway } from "./server/gateway.ts";
import { securityHeaders } from "./server/security-headers.ts";

/** The platform's bindings for the worker. */
interface Bindings {
  /** The page's files. */
  readonly ASSETS: { fetch(request: Request): Promise<Response> };
}

/** The lab as one worker: the look-alike runs inside, so there is no host to reach and no key to protect. */
function createWorker() {
  const simulator = createSimulator({ log: false });
  prepare(simulator);
  const simulated: Gateway = {
    origin: "https://gateway.invalid",
    key: "sk-lab",
    isSimulated: true,
    isRemote: false,
    // No scenario here is silent on purpose.
    timeout: 30_000,
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  };
  const app = new Hono<{ Bindings: Bindings }>();
  app.route("/", createLab({ simulated, hasSockets: false }));
  app.get("*", securityHeaders, async ({ env, req }) => {
    const { body, status, headers } = await env.ASSETS.fetch(req.raw);
    // A copy, as its headers have to be changed.
    return new Response(body, { status, headers: new Headers(headers) });
  });
  return app;
}

let worker: ReturnType<typeof createWorker> | undefined;

export default {
  fetch(request: Request, env: Bindings): Response | Promise<Response> {
    // At the first request: before it, a worker may neither wait nor draw random numbers.
    worker ??= createWorker();
    return worker.fetch(request, env);
  },
};
