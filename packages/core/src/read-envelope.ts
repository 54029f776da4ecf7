import { blankEnvelope, type Envelope } from "./envelope.ts";
import { readStreamText } from "./read-stream-text.ts";
import { readValue } from "./read-value.ts";

/** Longest text that is parsed as JSON whole; of a longer one only its ends are scanned. */
const parseLimit = 256 * 1024;
const scanLimit = 64 * 1024;

/**
 * Reads any error body: OpenAI, Anthropic, Google (object or array), Midjourney, task and Kling dialects, a bare
 * message, double-encoded JSON, HTML, plain text, SSE text, truncated or empty bodies.
 *
 * Total: never throws, whatever getters and proxies do. Linear in the size of the body, and bounded.
 *
 * @param body - raw text, bytes, or the parsed value
 */
export function readEnvelope(body: unknown): Envelope {
  try {
    if (typeof body === "string") return readText(body, 0);
    if (body === undefined || body === null) return blankEnvelope(undefined);
    if (ArrayBuffer.isView(body)) return readText(decode(body), 0);
    if (body instanceof ArrayBuffer) return readText(decode(new DataView(body)), 0);
    return readValue(body, readText, 0);
  } catch {
    return blankEnvelope(undefined);
  }
}

function decode(view: ArrayBufferView): string {
  const length = Math.min(view.byteLength, parseLimit + 1);
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset, length));
}

function readText(text: string, depth: number): Envelope {
  const start = firstVisible(text);
  switch (text.charCodeAt(start)) {
    case 0x7b: // {
    case 0x5b: // [
    case 0x22: // "
      return readJsonText(text, start, depth);
    case 0x3c: // <
      return readHtml(text, start);
  }
  if (start === text.length) return blankEnvelope("empty");
  if (/^(?:data|event|id|retry)?:/.test(text.slice(start, start + 8))) {
    return readStreamText(start === 0 ? text : text.slice(start), readEvent);
  }
  const envelope = blankEnvelope("text");
  envelope.message = text.slice(start, start + 2048).trimEnd();
  return envelope;
}

const readEvent = (data: string): Envelope => readText(data, 1);

/** Index of the first character that is neither blank nor a byte order mark. */
function firstVisible(text: string): number {
  let index = 0;
  for (; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x20 && unit !== 0xfeff) break;
  }
  return index;
}

function readJsonText(text: string, start: number, depth: number): Envelope {
  if (text.length <= parseLimit) {
    try {
      return readValue(JSON.parse(start === 0 ? text : text.slice(start)), readText, depth);
    } catch {
      // Truncated or not JSON at all: fall through to what can be salvaged.
    }
  }
  return salvage(text);
}

/** What a truncated or huge JSON text still tells: the first of each member that matters. */
function salvage(text: string): Envelope {
  const window = text.length <= scanLimit ? text : `${text.slice(0, scanLimit)}\n${text.slice(-4096)}`;
  const envelope = blankEnvelope("json");
  envelope.message = member(window, "message") || member(window, "detail") || member(window, "description");
  envelope.code = member(window, "code");
  envelope.type = member(window, "type");
  if (envelope.type === "error") envelope.type = member(window.slice(window.indexOf('"error"', 8)), "type");
  envelope.requestId = member(window, "request_id");
  envelope.isError = /^\s*[[{]?\s*\{?\s*"error"\s*:\s*[{"]/.test(window.slice(0, 64));
  return envelope;
}

function member(text: string, name: string): string {
  const match = new RegExp(`"${name}"\\s*:\\s*(?:"((?:[^"\\\\]|\\\\.)*)|(\\d+))`).exec(text);
  if (match?.[1] === undefined) return match?.[2] ?? "";
  try {
    return JSON.parse(`"${match[1]}"`) as string;
  } catch {
    return match[1];
  }
}

function readHtml(text: string, start: number): Envelope {
  const envelope = blankEnvelope("html");
  const from = titleStart(text, start);
  if (from === -1) return envelope;
  const to = text.indexOf("<", from);
  envelope.message = text.slice(from, to === -1 ? from + 512 : Math.min(to, from + 512)).trim();
  return envelope;
}

function titleStart(text: string, start: number): number {
  const plain = text.indexOf("<title>", start);
  if (plain !== -1) return plain + 7;
  const odd = /<title[^>]{0,200}>/i.exec(text.slice(start, start + 8192));
  return odd === null ? -1 : start + odd.index + odd[0].length;
}
