import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { offer } from "../processes/processes.ts";
import { fateOf, textOf } from "./upstream.ts";

/** What the upstream's process does on request. */
export interface UpstreamProcess {
  /** Listens; resolves with its origin. */
  open(): Promise<string>;
  /** How long it waits before each answer from now on, in milliseconds: 0.5 to 1.5 times this, depending on the number. */
  think(ms: number): void;
}

let thinkingMs = 0;
/** Requests whose first attempt has already failed. */
const tried = new Set<string>();

const failures = {
  final: { status: 500, code: "invalid_request", message: "field messages is required" },
  once: { status: 503, code: "do_request_failed", message: "upstream error: do request failed" },
};

const server = createServer({ keepAliveTimeout: 65_000 }, async (request, response) => {
  const { id, number } = (await json(request)) as { id: string; number: number };
  const fate = fateOf(number);
  const fails = fate === "final" || (fate === "once" && !tried.delete(id));
  if (fails && fate === "once") tried.add(id);
  const body = JSON.stringify(
    fails ? { error: { ...failures[fate], type: "comet_api_error", param: id } } : { id, text: textOf(number) },
  );
  if (thinkingMs > 0) await sleep(thinkingMs * (0.5 + ((number * 37) % 64) / 63));
  response.writeHead(fails ? failures[fate].status : 200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-load-id": id,
  });
  response.end(body);
});

const functions: UpstreamProcess = {
  async open() {
    server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 });
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
  think(ms) {
    thinkingMs = ms;
  },
};

offer(functions);
