import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { lastChunk } from "./wire.ts";

/** More than lies in the buffers of two sockets, in bytes. */
export const size = 16 * 1024 * 1024;

/** As much as has come when a server meets an upload, in bytes. */
const part = 64 * 1024;

/** A request on its way up. */
export interface Upload {
  readonly socket: Socket;
  /** Of all, from 1. */
  readonly number: number;
  /** Bytes of it that came so far, its head included. */
  readonly received: number;
}

export interface Uploads extends AsyncDisposable {
  readonly origin: string;
  /** Requests of which a part came. */
  readonly begun: number;
}

/**
 * Takes one upload per connection.
 *
 * @param meet - told of each once its head and a part of its body are there
 * @param answer - told of each once its last byte is there
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

/** Bytes of a request by its head; one in chunks has no end that was announced. */
function lengthOf(text: string): number {
  const head = text.indexOf("\r\n\r\n") + 4;
  return head + Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? Number.POSITIVE_INFINITY);
}
