import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/** Answers with the events that some work reports; the work's signal aborts when the reader disconnects. */
export function streamEvents<Event>(
  context: Context,
  work: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
): Response {
  return streamSSE(context, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    // One after the other, so that they arrive in order; an event that can no longer be written is dropped.
    let written: Promise<unknown> = Promise.resolve();
    const emit = (event: Event) => {
      written = written.then(() => stream.writeSSE({ data: JSON.stringify(event) })).catch(() => {});
    };
    await work(emit, left.signal);
    await written;
  });
}
