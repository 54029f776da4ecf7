import type { Server } from "node:net";
import { type Listening, listen } from "@comet-triage/conformance/server";
import { createAdaptorServer } from "@hono/node-server";

/** A handler behind a Node server, as a user would run it. */
export function serveHandler(fetch: (request: Request) => Promise<Response>): Promise<Listening> {
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  return listen(server as Server & { closeAllConnections(): void });
}
