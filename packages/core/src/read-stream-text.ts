import { blankEnvelope, type Envelope } from "./envelope.ts";

/** Longest stream text that is looked through; of a longer one, its ends. */
const scanLimit = 256 * 1024;

/**
 * Reads the text of a server-sent event stream and finds the error in it: an `error` event, a data object with an
 * error member, raw JSON with no `data:` before it, or an end that came too early.
 *
 * @param readData - reads the JSON of one event
 */
export function readStreamText(text: string, readData: (data: string) => Envelope): Envelope {
  const window = text.length <= scanLimit ? text : `${text.slice(0, scanLimit / 2)}\n${text.slice(-scanLimit / 2)}`;
  let isFinished = false;
  for (const block of window.split(/\r\n\r\n|\n\n|\r\r/)) {
    const data = dataOf(block);
    if (data === "") continue;
    if (data.includes('"error"') || block.includes("event: error") || block.includes("event:error")) {
      const envelope = readData(data);
      if (envelope.isError) {
        envelope.kind = "stream";
        return envelope;
      }
    }
    isFinished ||= isLastEvent(data);
  }
  const envelope = blankEnvelope("stream");
  envelope.isCut = !isFinished;
  return envelope;
}

/** The data lines of an event, or the raw JSON that stands where an event should. */
function dataOf(block: string): string {
  let data = "";
  for (const line of block.split(/\r\n|\n|\r/)) {
    if (line.startsWith("data:")) data += (data === "" ? "" : "\n") + line.slice(5).trimStart();
    else if (line.startsWith("{")) data = line;
  }
  return data;
}

const lastMarks = [
  '"message_stop"',
  '"response.completed"',
  '"response.incomplete"',
  '"image_generation.completed"',
  '"image_edit.completed"',
  '"transcript.text.done"',
  '"speech.audio.done"',
];

/** Whether an event's data says that the stream has said everything, in any of the dialects. */
export function isLastEvent(data: string): boolean {
  if (data === "[DONE]") return true;
  return (
    /"(?:finish_reason|finishReason)"\s*:\s*"/.test(data) ||
    lastMarks.some((mark) => data.includes(mark))
  );
}
