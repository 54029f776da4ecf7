import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Served {
  readonly origin: string;
  /** The chat route. */
  readonly url: string;
  /** Number of connections so far. */
  readonly opened: number;
  /** Number of open connections. */
  readonly open: number;
}

/** A server for one test, closed with it. */
export const serve = (listener: RequestListener): Promise<Served> =>
  listen(createServer({ keepAliveTimeout: 65_000 }, listener));

/** A server with raw sockets, for answers that no HTTP server would give. */
export const serveSockets = (listener: (socket: Socket) => void): Promise<Served> =>
  listen(createSocketServer(listener));

/** One request, which waits for the test to answer it. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly answer: ServerResponse;
  /** Resolves when the connection has ended, or the answer has been sent. */
  readonly closed: Promise<unknown>;
}

/** A server whose answers the test writes itself: it sends nothing before the test does. */
export async function serveByHand(): Promise<Served & { next(): Promise<Visit> }> {
  const visits: Promise<Visit>[] = [];
  const arrivals: ((visit: Visit) => void)[] = [];
  const expectVisit = () => visits.push(new Promise((resolve) => arrivals.push(resolve)));
  let taken = 0;
  let arrived = 0;
  const served = await serve(async (request, answer) => {
    const closed = once(answer, "close");
    if (visits.length <= arrived) expectVisit();
    arrivals[arrived++]?.({ request, body: await bytesOf(request), answer, closed });
  });
  const next = () => {
    if (visits.length <= taken) expectVisit();
    return visits[taken++] as Promise<Visit>;
  };
  return Object.defineProperties(
    { next } as Served & { next(): Promise<Visit> },
    Object.getOwnPropertyDescriptors(served),
  );
}

export const bytesOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await request.toArray());

async function listen(server: Server): Promise<Served> {
  const sockets = new Set<Socket>();
  let opened = 0;
  server.on("connection", (socket: Socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/v1/chat/completions`,
    get opened() {
      return opened;
    },
    get open() {
      return sockets.size;
    },
  };
}
