import { EventSourceParserStream } from "eventsource-parser/stream";

/**
 * Asks the server for work and passes on the events that it reports.
 *
 * @returns what went wrong, as a sentence for the page; nothing if all went well or the signal ended it
 */
export async function readEvents<Event>(
  path: string,
  request: object,
  signal: AbortSignal,
  onEvent: (event: Event) => void,
): Promise<{ readonly error?: string }> {
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(request), signal });
    if (!response.ok || response.body === null) return { error: await readRefusal(response) };
    const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) onEvent(JSON.parse(next.value.data));
    return {};
  } catch {
    return signal.aborted
      ? {}
      : { error: "The lab's server does not answer. Start it with npm start, then send again." };
  }
}

async function readRefusal(response: Response): Promise<string> {
  const body = (await response.json().catch(() => ({}))) as { error?: unknown };
  return typeof body.error === "string" ? body.error : `The lab's server answered ${response.status}.`;
}
