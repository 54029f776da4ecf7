import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface Served {
  readonly origin: string;
  /** The chat route. */
  readonly url: string;
  /** Connections so far. */
  readonly opened: number;
  /** Connections now. */
  readonly open: number;
}

/** A server of this test alone, gone with it. */
export const serve = (listener: RequestListener): Promise<Served> =>
  listen(createServer({ keepAliveTimeout: 65_000 }, listener));

/** A server of bare sockets, for answers that no HTTP server would give. */
export const serveSockets = (listener: (socket: Socket) => void): Promise<Served> =>
  listen(createSocketServer(listener));

/** One request, which waits for the test to answer it. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly answer: ServerResponse;
  /** The connection is gone, or the answer is out. */
  readonly closed: Promise<unknown>;
}

/** A server whose answers the test writes itself: nothing is sent before the test sends it. */
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
