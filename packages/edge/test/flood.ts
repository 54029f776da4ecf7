import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

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
  const server = createServer(async (request, response) => {
    open += 1;
    response.once("close", () => {
      open -= 1;
    });
    request.resume();
    response.writeHead(200, { "content-type": contentType });
    while (!response.destroyed) {
      sent += chunk.byteLength;
      if (response.write(chunk)) await new Promise((resolve) => setImmediate(resolve));
      else await Promise.race([once(response, "drain"), once(response, "close")]);
    }
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
