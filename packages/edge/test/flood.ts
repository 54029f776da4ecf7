import { createServer } from "node:http";
import { pipeline, Readable } from "node:stream";
import { type Listening, listen } from "@comet-triage/conformance/server";

/** An upstream whose answers never end: it writes as long as they are read. */
export interface Flood extends Listening {
  /** Bytes that have been read so far, of all answers together. */
  readonly sent: () => number;
  /** Answers that are still open. */
  readonly open: () => number;
}

export async function startFlood(contentType: string, piece: string): Promise<Flood> {
  const chunk = Buffer.from(piece.repeat(Math.ceil(16_384 / piece.length)));
  let sent = 0;
  let open = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) {
      sent += chunk.byteLength;
      yield chunk;
      // Lets other work run, however fast the reader is.
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
  return { ...(await listen(server)), sent: () => sent, open: () => open };
}
