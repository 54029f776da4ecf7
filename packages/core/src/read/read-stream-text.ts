import { blankEnvelope, type Envelope } from "./envelope.ts";
import { isLastEvent } from "./stream-events.ts";

/**
 * Reads the text of a server-sent event stream and finds the error in it: an `error` event, a data object with an
 * error member, raw JSON with no `data:` before it, or an end that came too early.
 *
 * @param readText - reads the JSON of one event
 * @param depth - how many wrappings surround the text
 */
export function readStreamText(
  text: string,
  readText: (data: string, depth: number) => Envelope,
  depth: number,
): Envelope {
  let isFinished = false;
  for (const block of text.split(/\r\n\r\n|\n\n|\r\r/)) {
    const data = dataOf(block);
    if (/error|base_resp/.test(block)) {
      const envelope = readText(data, depth + 1);
      envelope.kind = "stream";
      envelope.isError ||= /^event: ?error$/m.test(block);
      if (envelope.isError) return envelope;
    }
    isFinished ||= isLastEvent(data);
  }
  const envelope = blankEnvelope("stream");
  envelope.isCut = !isFinished;
  return envelope;
}

/** The data lines of an event, or the raw JSON in place of an event; no field begins as a line of JSON does. */
const dataOf = (block: string): string =>
  block
    .split(/\r\n|\r|\n/)
    .map((line) => (line.startsWith("data:") ? line.slice(5).trim() : /^[{}" \t]/.test(line) ? line : ""))
    .join("");
