import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** One request, byte for byte. */
export interface WireRequest {
  readonly socket: Socket;
  /** Its number among all requests, from 1. */
  readonly number: number;
  /** Its number on its connection, from 1. */
  readonly onSocket: number;
}

/** A server with raw sockets, whose answers are written byte for byte. */
export interface Wire extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly server: Server;
  /** Requests whose last byte has arrived. */
  readonly requests: number;
  /** Connections so far. */
  readonly opened: number;
}

/**
 * Listens on a port of this machine.
 *
 * @param answer - called for each request once it has arrived completely
 * @param port - 0 picks a free one
 */
export async function serveWire(answer: (request: WireRequest) => void, port = 0): Promise<Wire> {
  const sockets = new Set<Socket>();
  let requests = 0;
  let opened = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    // A client that disconnects stays disconnected.
    socket.on("end", () => socket.end());
    let text = "";
    let onSocket = 0;
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      for (let end = endOfRequest(text); end !== -1; end = endOfRequest(text)) {
        text = text.slice(end);
        requests += 1;
        onSocket += 1;
        answer({ socket, number: requests, onSocket });
      }
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    port: taken,
    server,
    get requests() {
      return requests;
    },
    get opened() {
      return opened;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** A port that nothing listens on: it was free a moment ago. */
export async function freePort(): Promise<number> {
  await using wire = await serveWire(() => {});
  return wire.port;
}

/** Resolves when a connection has ended, whatever ended it. */
export const closeOf = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once("close", resolve));

/** Where the first complete request in a text ends; -1 if there is none. */
function endOfRequest(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head === -1) return -1;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  if (/\r\ntransfer-encoding: chunked/i.test(text.slice(0, head))) {
    const last = text.indexOf("\r\n0\r\n\r\n", head);
    return last === -1 ? -1 : last + 7;
  }
  return text.length < head + 4 + length ? -1 : head + 4 + length;
}

/** A complete answer. */
export const answerOf = (status: number, body: string, type = "application/json"): string =>
  `HTTP/1.1 ${status} x\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The head of an answer that is sent in chunks. */
export const chunkedHead = (status: number, type: string, more = ""): string =>
  `HTTP/1.1 ${status} x\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n${more}\r\n`;

export const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

export const lastChunk = "0\r\n\r\n";

export const completion =
  '{"id":"chatcmpl-1","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}';
