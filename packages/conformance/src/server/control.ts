import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { listen } from "./listen.ts";
import type { Server } from "./server.ts";

/** Offers a server to another process, over HTTP on loopback: `connectServer(url)` is the other side. */
export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

/** A call of one of the server's functions, as it is sent. */
export type Order = { readonly [name in "play" | "requests" | "answering"]?: readonly unknown[] };

export async function openControl(server: Server): Promise<Control> {
  const obey = async ({ play, requests, answering }: Order): Promise<unknown> => {
    if (play) return server.play(...(play as Parameters<Server["play"]>));
    if (requests) return server.requests(...(requests as Parameters<Server["requests"]>));
    if (answering) return server.answering?.();
    return server.origin;
  };
  const http = createServer(async (request, response) => {
    const said = (await obey((await json(request)) as Order)) ?? null;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
  });
  const { origin, close } = await listen(http);
  return { url: origin, close };
}
