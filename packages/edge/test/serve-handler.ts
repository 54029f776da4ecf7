import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Handler } from "../src/index.ts";

/** The handler behind a Node server, as a user would run it. */
export async function serveHandler(
  handler: Handler,
  env: Readonly<Record<string, string>>,
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createAdaptorServer({
    fetch: (request) => handler(request, env),
    overrideGlobalObjects: false,
  }) as Server & { closeAllConnections(): void };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
