import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Answer } from "./exchange/answer.ts";
import type { Transport } from "./exchange/exchange.ts";
import type { ChunkStream } from "./exchange/stream-chunks.ts";

/**
 * Writes answers straight to the socket: without a `Response` in between, and with a connection that can really break.
 *
 * @param headers - the request's headers, as Node parsed them
 */
export function createSocketTransport(
  headers: NodeJS.Dict<string | string[]>,
  outgoing: ServerResponse,
): Required<Transport> {
  return {
    headers: headers as Record<string, string>,
    send(answer) {
      writeAnswer(answer, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
  };
}

function writeAnswer({ status, headers, body }: Answer, outgoing: ServerResponse): void {
  if (body === "reset") {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  outgoing.writeHead(status, headers);
  if (body === null || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  outgoing.flushHeaders();
  void writeStream(body, outgoing);
}

async function writeStream({ chunks, cancel }: ChunkStream, outgoing: ServerResponse): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (outgoing.destroyed) return cancel();
      if (!outgoing.write(chunk)) await drained(outgoing);
    }
    outgoing.end();
  } catch {
    await delivered(outgoing);
    outgoing.destroy();
  }
}

/** Resolves when the buffer is empty, or when it can no longer be emptied. */
async function drained(outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed || !outgoing.writableNeedDrain) return;
  const losers = new AbortController();
  const { signal } = losers;
  await Promise.race([once(outgoing, "drain", { signal }), once(outgoing, "close", { signal })]);
  losers.abort();
}

/** Resolves when every byte written so far has left the process, or never will. */
function delivered(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    outgoing.write("", () => resolve());
  });
}
