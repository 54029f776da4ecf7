import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline, Readable } from "node:stream";

/** An upstream whose answers never end: it writes for as long as somebody reads. */
export interface Flood {
  readonly origin: string;
  /** Bytes that were taken off its hands so far, all answers together. */
  readonly sent: () => number;
  /** Answers that are still open. */
  readonly open: () => number;
  close(): Promise<void>;
}

export async function startFlood(contentType: string, piece: string): Promise<Flood> {
  const chunk = Buffer.from(piece.repeat(Math.ceil(16_384 / piece.length)));
  let sent = 0;
  let open = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      sent += chunk.byteLength;
      yield chunk;
      // Others have their turn, however fast the reader is.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const server = createServer((request, response) => {
    open += 1;
    request.resume();
    response.writeHead(200, { "content-type": contentType });
    pipeline(Readable.from(endless(), { objectMode: false }), response, () => {
      open -= 1;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    open: () => open,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
