import type { Server } from "node:net";
import { type Listening, listen } from "@comet-triage/conformance/server";
import { createAdaptorServer } from "@hono/node-server";
import type { Handler } from "../src/index.ts";

/** The handler behind a Node server, as a user would run it. */
export async function serveHandler(handler: Handler, env: Readonly<Record<string, string>>): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request) => handler(request, env),
    overrideGlobalObjects: false,
  }) as Server & { closeAllConnections(): void };
  return listen(server);
}
