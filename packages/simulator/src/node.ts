import type { AddressInfo, Server, Socket } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { checkObject, checkOptions } from "./check-options.ts";
import { createSimulator } from "./simulator.ts";
import type { Simulator, SimulatorOptions } from "./simulator-types.ts";
import { createSocketTransport } from "./socket.ts";

/** Where a simulator listens, and how it differs from the gateway. */
export interface StartOptions extends SimulatorOptions {
  /** 0 to 65 535; 0 picks a free port. Default 0. */
  readonly port?: number;
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
}

/** A listening simulator, until it is closed. */
export interface RunningSimulator extends Simulator, AsyncDisposable {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** The origin with `/v1`, as OpenAI-style clients expect it. */
  readonly baseUrl: string;
  readonly port: number;
  /** Number of open sockets. */
  readonly connections: number;
  /** Breaks every connection; resolves when all are closed. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a simulator on a local port.
 *
 * @throws TypeError that names a wrong option
 * @throws RangeError if `port` is not an integer from 0 to 65 535
 * @throws Error if the address cannot be listened on
 */
export async function startSimulator(options: StartOptions = {}): Promise<RunningSimulator> {
  const { port: wantedPort = 0, host = "127.0.0.1", ...simulatorOptions } = checkObject(options);
  if (!Number.isInteger(wantedPort) || wantedPort < 0 || wantedPort > 65_535) {
    const given = typeof wantedPort === "string" ? `"${wantedPort}"` : wantedPort;
    throw new RangeError(`port is ${given}; it must be an integer from 0 to 65535.`);
  }
  if (typeof host !== "string") throw new TypeError(`host must be a string; got ${typeof host}`);
  checkOptions(simulatorOptions, ["port", "host"]);
  const simulator = createSimulator(simulatorOptions);
  const server = createServer(simulator);
  const sockets = trackSockets(server);
  const port = await listen(server, wantedPort, host);
  const origin = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });

  return {
    fetch: simulator.fetch,
    play: simulator.play,
    reset: simulator.reset,
    requests: simulator.requests,
    get active() {
      return simulator.active;
    },
    get aborted() {
      return simulator.aborted;
    },
    get connections() {
      return sockets.size;
    },
    origin,
    baseUrl: `${origin}/v1`,
    port,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The time for which the gateway keeps an idle connection. After Node's own 5 s, pooled connections would break now and then. */
const keepAliveMs = 65_000;

function createServer(simulator: Simulator): Server {
  return createAdaptorServer({
    overrideGlobalObjects: false,
    serverOptions: { keepAliveTimeout: keepAliveMs },
    async fetch(request, bindings) {
      const { incoming, outgoing } = bindings as HttpBindings;
      try {
        return await simulator.fetch(request, createSocketTransport(incoming.headers, outgoing));
      } catch (error) {
        if (outgoing.destroyed || incoming.destroyed) return RESPONSE_ALREADY_SENT;
        throw error;
      }
    },
  }) as Server;
}

function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const why = cause.code === "EADDRINUSE" ? "the port is in use" : cause.message;
      reject(new Error(`Cannot listen on ${host}:${port}: ${why}.`, { cause }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
