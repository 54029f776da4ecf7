import { blankEnvelope, type Envelope } from "./envelope.ts";
import { readStreamText } from "./read-stream-text.ts";
import { maxDepth, readValue, withInner } from "./read-value.ts";

/** Longest text that is read whole, in characters. Of a longer one only its two ends are read. */
const sizeLimit = 262_144;

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
    const isBytes = ArrayBuffer.isView(body) || body instanceof ArrayBuffer;
    return isBytes ? readText(new TextDecoder().decode(body), 0) : readValue(body, readText, 0);
  } catch {
    return blankEnvelope(undefined);
  }
}

function readText(whole: string, depth: number): Envelope {
  const text = endsOf(whole).trimStart();
  if (text === "") return blankEnvelope("empty");
  switch (text.charCodeAt(0)) {
    case 0x7b: // {
    case 0x5b: // [
    case 0x22: // "
      return readJsonText(text, depth);
    case 0x3c: // <
      return readMarkup(text);
  }
  if (depth <= maxDepth && /^(?:data|event|id|retry)?:/.test(text)) return readStreamText(text, readText, depth);
  const envelope = blankEnvelope("text");
  envelope.message = text.slice(0, 2048).trimEnd();
  return withInner(envelope, "", readText, depth);
}

const endsOf = (text: string): string =>
  text.length <= sizeLimit ? text : `${text.slice(0, sizeLimit / 2)}\n\n${text.slice(-sizeLimit / 2)}`;

function readJsonText(text: string, depth: number): Envelope {
  try {
    return readValue(JSON.parse(text), readText, depth);
  } catch {
    return salvage(text);
  }
}

/** What a truncated or huge JSON text still says: the first of each member that matters. */
function salvage(text: string): Envelope {
  const envelope = blankEnvelope("json");
  for (const name of ["message", "code", "type"] as const) {
    const found = new RegExp(`"${name}"\\s*:\\s*(?:"(?!error")((?:[^"\\\\]|\\\\.)*)|(\\d+))`).exec(text);
    envelope[name] = found?.[1] ?? found?.[2] ?? "";
  }
  envelope.isError = /^[[{\s]*(?:"type"\s*:\s*"error"\s*,\s*)?"error"\s*:\s*["{]/.test(text);
  return envelope;
}

/** Object storage reports errors in XML: `<Error><Code>NoSuchKey</Code><Message>…`. */
function readMarkup(text: string): Envelope {
  if (!/^(?:<\?xml[^>]{0,80}>\s{0,8})?<Error>/.test(text)) return readHtml(text);
  const envelope = blankEnvelope("text");
  const between = (tag: string) => new RegExp(`<${tag}>([^<]{0,512})`).exec(text)?.[1]?.trim() ?? "";
  envelope.code = between("Code");
  envelope.message = between("Message");
  envelope.requestId = between("RequestId");
  return envelope;
}

/** The title is all that is read from a web page. */
function readHtml(text: string): Envelope {
  const envelope = blankEnvelope("html");
  const start = text.indexOf("<title>") + 7;
  if (start === 6) return envelope;
  const end = text.indexOf("<", start);
  envelope.message = text.slice(start, Math.min(end === -1 ? text.length : end, start + 512)).trim();
  return envelope;
}
