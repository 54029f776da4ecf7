import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An upstream that refuses so many requests before it takes any. */
export async function startCrowdedUpstream(refusals: number): Promise<{ origin: string; close(): Promise<void> }> {
  let left = refusals;
  const server = createServer((_request, response) => {
    const status = left-- > 0 ? 429 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
