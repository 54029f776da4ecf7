import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { lastChunk } from "./wire.ts";

/** More bytes than the buffers of two sockets hold. */
export const size = 16 * 1024 * 1024;

/** How many bytes have arrived when a server decides about an upload. */
const part = 64 * 1024;

/** A request while it is uploaded. */
export interface Upload {
  readonly socket: Socket;
  /** Its number among all, from 1. */
  readonly number: number;
  /** How many of its bytes have arrived so far, its head included. */
  readonly received: number;
}

export interface Uploads extends AsyncDisposable {
  readonly origin: string;
  /** Requests of which a part has arrived. */
  readonly begun: number;
}

/**
 * Accepts one upload per connection.
 *
 * @param meet - called for each once its head and a part of its body have arrived
 * @param answer - called for each once its last byte has arrived
 */
export async function serveUploads(
  meet: (upload: Upload) => void,
  answer: (upload: Upload) => void = () => {},
): Promise<Uploads> {
  const sockets = new Set<Socket>();
  let begun = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    socket.on("end", () => socket.end());
    const upload = { socket, number: 0, received: 0 };
    let head = "";
    let length = Number.POSITIVE_INFINITY;
    let tail = "";
    let isWhole = false;
    socket.on("data", (bytes) => {
      upload.received += bytes.length;
      if (upload.number === 0) {
        head += bytes.toString("latin1");
        if (upload.received < part) return;
        length = lengthOf(head);
        upload.number = ++begun;
        meet(upload);
      }
      tail = (tail + bytes.subarray(-lastChunk.length).toString("latin1")).slice(-lastChunk.length);
      if (isWhole || (upload.received < length && tail !== lastChunk)) return;
      isWhole = true;
      answer(upload);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get begun() {
      return begun;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** The size of a request according to its head; one in chunks declares no end. */
function lengthOf(text: string): number {
  const head = text.indexOf("\r\n\r\n") + 4;
  return head + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? Number.POSITIVE_INFINITY);
}
