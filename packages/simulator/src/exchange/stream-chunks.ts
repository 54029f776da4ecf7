import type { Reply } from "../reply/reply.ts";
import type { Visit } from "./visit.ts";
import { wait } from "./wait.ts";

/** Pulled chunk by chunk, so that a slow reader slows the writer down. */
export interface ChunkStream {
  readonly chunks: AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Called when the reader has disconnected. */
  cancel(reason?: unknown): void;
}

/** Thrown by a stream that ends in a broken connection. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
  readonly code = "ECONNRESET";
}

/** Sends the chunks `repeat` times, then does what `end` says. */
export function streamChunks(
  parts: readonly Uint8Array<ArrayBuffer>[],
  reply: Pick<Reply, "chunkDelay" | "end" | "repeat">,
  visit: Visit,
): ChunkStream {
  const { signal } = visit;
  return { chunks: generate(), cancel: (reason) => visit.abort(reason) };

  async function* generate() {
    const { chunkDelay = 0, end = "close", repeat = 1 } = reply;
    let first = true;
    try {
      for (let round = 0; round < repeat; round += 1) {
        for (const part of parts) {
          if (chunkDelay > 0 && !first) await wait(chunkDelay, signal);
          signal.throwIfAborted();
          first = false;
          yield part;
        }
      }
      if (end === "hang") await wait(Number.POSITIVE_INFINITY, signal);
      if (end === "reset") throw new ConnectionReset("The simulator broke the connection, as the scenario asks.");
    } finally {
      visit.end();
    }
  }
}
