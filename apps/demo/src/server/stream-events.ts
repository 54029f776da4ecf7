import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/** Answers with what some work tells, event by event; the work is told when nobody listens any more. */
export function streamEvents<Event>(
  context: Context,
  work: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
): Response {
  return streamSSE(context, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    // One after the other, so that they arrive in order; what cannot be written any more is nobody's loss.
    let written: Promise<unknown> = Promise.resolve();
    const emit = (event: Event) => {
      written = written.then(() => stream.writeSSE({ data: JSON.stringify(event) })).catch(() => {});
    };
    await work(emit, left.signal);
    await written;
  });
}
