import { readFile } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { fileURLToPath } from "node:url";
import { startSimulator } from "@comet-triage/simulator/node";
import { createAdaptorServer } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { prepare } from "../catalogue/prepare.ts";
import { createLab } from "./create-lab.ts";
import type { Gateway } from "./gateway.ts";
import { ownHostOnly } from "./guard.ts";
import { liveGateway } from "./live-gateway.ts";
import { securityHeaders } from "./security-headers.ts";

export interface ServeOptions {
  /** 0 picks a free port. */
  readonly port: number;
  /** The key of the real gateway; empty for none. */
  readonly key: string;
  /** The base URL of the real gateway. Default: CometAPI's. */
  readonly baseUrl?: string;
  /** The timeout of an attempt at the look-alike, in milliseconds. Default: 2000, so that silence is shown within seconds. */
  readonly timeout?: number;
  /** Where the page's built files are. */
  readonly files?: string;
}

export interface RunningLab {
  readonly url: string;
  close(): Promise<void>;
}

const builtPage = fileURLToPath(new URL("../../dist/page", import.meta.url));

/**
 * Serves the lab on this machine: the page, its server, and a look-alike of the gateway on a port of its own.
 *
 * @throws Error if the port cannot be listened on, or the page was not built
 */
export async function serveLab({
  port,
  key,
  baseUrl,
  timeout = 2000,
  files = builtPage,
}: ServeOptions): Promise<RunningLab> {
  const index = await readFile(`${files}/index.html`, "utf8").catch((cause: unknown) => {
    throw new Error("the page is not built yet; npm start builds it", { cause });
  });
  const simulator = await startSimulator({ log: false });
  prepare(simulator);
  const simulated = {
    origin: simulator.origin,
    key: "sk-lab",
    isSimulated: true,
    isRemote: true,
    timeout,
    fetch: globalThis.fetch,
  };
  // Hundreds of calls at once are answered without connections: otherwise those, not the model, would be the bottleneck.
  const crowded: Gateway = {
    ...simulated,
    isRemote: false,
    fetch: (input, init) => simulator.fetch(new Request(input, init)),
  };
  const lab = createLab({ simulated, crowded, live: liveGateway(key, baseUrl), hasSockets: true });

  const app = new Hono();
  app.use(ownHostOnly);
  app.route("/", lab);
  app.use(securityHeaders, serveStatic({ root: files }));
  app.get("/assets/*", (context) => context.notFound());
  app.get("*", (context) => context.html(index));

  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  await listen(server, port).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) (server.closeAllConnections as () => void)();
      await Promise.all([closed, simulator.close()]);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === "EADDRINUSE" ? "it is in use" : message;
      reject(new Error(`cannot listen on port ${port}: ${why}; choose another: npm start -- --port 0`));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
