import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";

/** A listening server, and how to stop it. */
export interface Listening {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function listen(server: Server & { closeAllConnections(): void }): Promise<Listening> {
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
