import { EventSourceParserStream } from "eventsource-parser/stream";
import { textOfEvent } from "../../stream-text.ts";
import type { Tap } from "./tap.ts";

/** How many pieces of text a stream has delivered so far. */
export interface TokenCount {
  count: number;
}

/**
 * Reads an answer to its end and reports the pieces of a streamed one as they arrive.
 *
 * @returns the body; empty for a stream
 * @throws what the transport throws if it breaks
 */
export async function readAnswer(response: Response, tap: Tap, tokens: TokenCount): Promise<string> {
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
  if (!isStream || response.body === null) return response.text();
  const events = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) tellText(textOfEvent(data), tap, tokens);
  return "";
}

/** Reports a piece of text, and counts it. */
export function tellText(text: string, tap: Tap, tokens: TokenCount): void {
  if (text === "") return;
  tokens.count++;
  tap.tell({ type: "text", text });
}
