import type { Order } from "./control.ts";
import type { Server } from "./server.ts";

/** The server that another process offers. Needs nothing but `fetch`. */
export async function connectServer(url: string): Promise<Server> {
  // Kept here, as the code under test may replace the global one.
  const { fetch } = globalThis;
  const order = async (order: Order): Promise<never> =>
    (await fetch(url, { method: "POST", body: JSON.stringify(order) })).json() as never;
  return {
    origin: await order({}),
    play: (...play) => order({ play }),
    requests: (...requests) => order({ requests }),
    answering: () => order({ answering: [] }),
    close: async () => {},
  };
}
