import { parseJson } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import { type Capture, CaptureError, type CaptureOptions } from "../types.ts";
import { firstFound } from "./first-found.ts";
import { readHar } from "./har.ts";
import { readHeldRecords } from "./held-records.ts";
import { readHttp } from "./http.ts";
import { isPage } from "./is-page.ts";
import { LiteralReader } from "./literal.ts";
import { isRecord, readRecord, readRecords } from "./log-records.ts";
import { readText } from "./log-text.ts";
import { unquoted } from "./unquoted.ts";
import { readJsonValue } from "./value.ts";
import { jsonOf, valuesIn } from "./values-in.ts";
import { readWords } from "./words.ts";
import { unwrapped } from "./wrapped.ts";

/**
 * Reads a failed call from text: the output of `curl -i` or `curl -v`, a HAR, a raw HTTP message, a body, an
 * error as an SDK or axios prints it, a log line, or just the message of an error.
 *
 * Pure, and linear in the size of the text. After interim responses and redirects, only the last response counts.
 *
 * @param text - what was copied or saved; terminal colors are ignored
 * @returns every exchange in the text, in order, including successes; at least one
 * @throws CaptureError if the text contains none
 */
export function readCaptures(text: string, { status }: CaptureOptions = {}): readonly Capture[] {
  const clean = plain(text);
  if (clean.trim() === "" && status === undefined) throw new CaptureError("There is nothing in it.");
  if (clean.includes("\0")) throw new CaptureError("This is a binary file, not text.");
  const found = read(clean);
  const captures =
    found.length > 0 || status === undefined ? found : [bodyOf(valuesIn(clean).values[0] ?? clean.trim())];
  if (captures.length === 0) throw new CaptureError("No response, error or status was found in it.");
  return status === undefined ? captures : captures.map((capture) => withStatus(capture, status));
}

/** What `curl -w '%{http_code}'` prints after a body. */
const statusBehind = /(?<=\})[a-z_ :=\s]{0,30}([1-5]\d\d)$/i;

/** JSON, or what a console or Python prints; but not a log line that begins with its time or level in brackets. */
const isValue = /^(?:\{|\[(?:\s*(?:["'{[\]]|$)|\w*Error: ))/;

function read(text: string): readonly Capture[] {
  const trimmed = text.trim();
  const inner = unwrapped(trimmed) ?? unquoted(trimmed);
  if (inner !== undefined) return read(inner);
  if (isValue.test(trimmed)) {
    const [behind = "", status] = statusBehind.exec(trimmed.slice(-64)) ?? [];
    const captures = readJson(trimmed.slice(0, trimmed.length - behind.length));
    return status === undefined ? captures : captures.map((capture) => withStatus(capture, Number(status)));
  }
  if (isBody(trimmed)) return [bodyOf(text.trimStart())];
  return firstFound(text, [readHttp, readRecords, readText, readWords]);
}

function readJson(text: string): readonly Capture[] {
  const value = parseJson(text);
  if (value === undefined) {
    if (/^\{\s*"log"\s*:\s*\{/.test(text))
      throw new CaptureError("This HAR file is not whole JSON.", "Export it again.");
    const found = firstFound(text, [readLines, readRecords, readSeries, readLiteral, readText]);
    const isLog = isRecord(parseJson(text.split("\n", 1)[0] ?? ""));
    return found.length > 0 || isLog ? found : [bodyOf(jsonOf(text))];
  }
  if (isRecord(value)) return readRecord(value);
  return readHar(value) ?? readJsonValue(value) ?? heldOr(value, [bodyOf(text)]);
}

/** What is in the records that a value holds, or else the value itself. */
function heldOr(value: unknown, itself: readonly Capture[]): readonly Capture[] {
  const held = readHeldRecords(value);
  return held.length > 0 ? held : itself;
}

/** One JSON value per line, as in logs. */
function readLines(text: string): readonly Capture[] {
  const values: unknown[] = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    const value = parseJson(line);
    if (value === undefined) return [];
    values.push(value);
  }
  if (values.length < 2) return [];
  return values.flatMap((value) =>
    isRecord(value) ? readRecord(value) : (readJsonValue(value) ?? readHeldRecords(value)),
  );
}

/** Values one after the other, each beginning a line, as exporters of spans print them. */
function readSeries(text: string): readonly Capture[] {
  const parts = text.split(/\n(?=\{)/);
  if (parts.length < 2 || !parts.every((part) => /\},?\s*$/.test(part.slice(-64)))) return [];
  return parts.flatMap(read).filter((capture) => capture.response?.status || isKnown(capture));
}

/** An object as a console or Python prints it, or JSON that is cut off. */
function readLiteral(text: string): readonly Capture[] {
  try {
    const value = new LiteralReader(text).value();
    return readJsonValue(value) ?? readHeldRecords(value);
  } catch {
    return [];
  }
}

/** A web page, an event stream, or Cloudflare's short text, whose number is no status. */
const isBody = (text: string): boolean => isPage(text) || /^(?:(?:data|event): ?\S|error code: 1\d{3}$)/i.test(text);

const bodyOf = (body: string): Capture => ({ form: "body", response: { body } });

const withStatus = (capture: Capture, status: number): Capture =>
  capture.response?.status === undefined ? { ...capture, response: { ...capture.response, status } } : capture;

/** The text without what terminals add: byte order mark, colors, bars before PowerShell's lines, curl's progress meter. */
const plain = (text: string): string => {
  const clean = text
    .replace(/^\uFEFF/, "")
    .replace(color, "")
    .replace(/^[ \t]{1,9}\|/gm, "");
  return clean.includes("% Total") ? clean.replace(meterHead, "").replace(meter, "") : clean;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals write
const color = /\u001b\[[\d;]{0,16}m/g;
/** The lines above the figures of the meter, and the figures, which are no status. */
const meterHead = /^ {0,40}(?:% Total|Dload ).*\n?/gm;
const meter =
  /\r?(?<![\d.]) {0,2}\d{1,3}(?: {1,6}[\d.]{1,6}[kMGTP]?){7}(?: {1,3}[\d:dh-]{5,8}){3} {1,6}[\d.]{1,6}[kMGTP]?/g;
