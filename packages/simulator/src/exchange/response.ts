import type { Answer } from "./answer.ts";
import { type ChunkStream, ConnectionReset } from "./stream-chunks.ts";

/** The answer as a fetch `Response`, for every environment without a socket to write to. */
export function createResponse({ status, headers, body }: Answer): Response {
  if (body === "reset") return new Response(brokenBody(), { status, headers });
  if (body === null || body instanceof Uint8Array) return new Response(body, { status, headers });
  return new Response(readableFromChunks(body), { status, headers });
}

function readableFromChunks({ chunks, cancel }: ChunkStream): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel,
    },
    { highWaterMark: 0 },
  );
}

function brokenBody(): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) =>
      controller.error(new ConnectionReset("The simulator broke the connection before answering.")),
  });
}
