import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { serveWire } from "./wire.ts";

/** Listens, but never accepts a connection: its thread is blocked. */
const listener = `
  const { parentPort, workerData } = require("node:worker_threads");
  const server = require("node:net").createServer(() => {});
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setImmediate(() => Atomics.wait(workerData, 0, 0));
  });
`;

/** An address that never completes a connection: the queue of waiting connections is full. */
export interface Deaf extends AsyncDisposable {
  readonly origin: string;
  /** Enough time for a connection that is accepted. */
  passTurn(): Promise<void>;
}

export async function serveDeaf(): Promise<Deaf> {
  const thread = new Worker(listener, { eval: true, workerData: new Int32Array(new SharedArrayBuffer(4)) });
  const [port] = (await once(thread, "message")) as [number];
  const other = await serveWire(() => {});
  const passTurn = async () => {
    const socket = connect(other.port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    await setImmediate();
  };
  const waiting: Socket[] = [];
  do {
    if (waiting.length === 64) throw new Error("This system takes connections for a server that does not.");
    waiting.push(connect(port, "127.0.0.1").on("error", () => {}));
    await passTurn();
  } while (!waiting.at(-1)?.connecting);
  return {
    origin: `http://127.0.0.1:${port}`,
    passTurn,
    async [Symbol.asyncDispose]() {
      for (const socket of waiting) socket.destroy();
      await thread.terminate();
      await other[Symbol.asyncDispose]();
    },
  };
}
