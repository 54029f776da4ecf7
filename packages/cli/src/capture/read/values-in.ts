import { parseJson, textOf } from "../../json.ts";
import { LiteralReader } from "./literal.ts";

/** What stands in a text for each value that was found in it: the object replacement character. */
export const mark = "\uFFFC";

/** A text, and the values in it. */
export interface Marked {
  /** The text with a {@link mark} in the place of each value. */
  readonly text: string;
  /** The values as JSON, in order; one that is cut off or broken is as it was. */
  readonly values: readonly string[];
}

/** What begins a value rather than words in brackets: `{"`, `{'`, `{\\"`, `{ name: 1`, `[{"`, and a brace that ends a line. */
const opening =
  /\{\s{0,40}(?:\\?["']|[A-Za-z_$][\w$]{0,60}: ?(?:["'`\d{[]|null|true|false|undefined))|\[\s{0,40}\{\s{0,40}["']/g;

/** How far a value may be spread over lines, and how many may not end within that. */
const maxLength = 65_536;
const maxEndless = 500;

/** Finds JSON, and what Python and consoles print in its place, anywhere in a text. Linear in its length. */
export function valuesIn(whole: string): Marked {
  const text = whole.replaceAll(mark, " ");
  const parts: string[] = [];
  const values: string[] = [];
  let endless = 0;
  let at = 0;
  const pattern = new RegExp(opening);
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index;
    const line = endOfLine(text, start);
    let value = found[0].endsWith('\\"') ? quotedAt(text, start) : valueAt(text, start, line);
    if (value === undefined && endless < maxEndless) {
      value = spreadAt(text, start, line);
      if (value === undefined) endless++;
    }
    const end = value?.end ?? line;
    parts.push(text.slice(at, start), mark);
    values.push(value?.json ?? jsonOf(text.slice(start, end)));
    at = end;
    pattern.lastIndex = end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(""), values };
}

interface Value {
  readonly json: string;
  readonly end: number;
}

/** A value in one line. */
function valueAt(text: string, start: number, line: number): Value | undefined {
  const end = endOf(text, start, line, inLine);
  return end === undefined ? undefined : { json: jsonOf(text.slice(start, end)), end };
}

/** A value in several lines: printed so, or broken by the edge of a window. */
function spreadAt(text: string, start: number, line: number): Value | undefined {
  const isPrintedSo = /[,{[]\s{0,8}$/.test(text.slice(Math.max(start, line - 9), line));
  const part = text.slice(start, start + maxLength);
  const length = endOf(part, 0, part.length, isPrintedSo ? inLine : inLines);
  if (length === undefined) return undefined;
  const value = part.slice(0, length);
  const end = start + length;
  if (isPrintedSo) return { json: jsonOf(value), end };
  const joined = value.replace(/\r?\n/g, " ");
  return parseJson(joined) === undefined ? undefined : { json: joined, end };
}

/** JSON within a string, as logfmt writes it. */
function quotedAt(text: string, start: number): Value | undefined {
  const end = endOfString(text, start, inLine['"']);
  const json = end === undefined ? undefined : textOf(parseJson(`"${text.slice(start, end)}`));
  return end === undefined || json === undefined ? undefined : { json, end: end - 1 };
}

/** JSON stays as it is; Python's way of writing it becomes JSON, and so does what a console prints. */
export function jsonOf(text: string): string {
  if (/^(?:\[\s{0,9})*(?:\{\s*["}]|["\]])/.test(text)) return text;
  try {
    return JSON.stringify(new LiteralReader(text).value());
  } catch {
    return text;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

const token = /["'`{}[\]]/g;

/** What a string ends with, its escapes, and a line's end if it may not go on behind that. */
const inLine = { '"': /["\\\n]/g, "'": /['\\\n]/g, "`": /[`\\\n]/g };
const inLines = { '"': /["\\]/g, "'": /['\\]/g, "`": /[`\\]/g };

/** Where the value that begins here ends; `undefined` if it does not, up to a limit. */
function endOf(text: string, start: number, limit: number, strings: typeof inLine): number | undefined {
  let depth = 0;
  token.lastIndex = start;
  for (let found = token.exec(text); found && found.index < limit; found = token.exec(text)) {
    const [sign] = found;
    if (sign === "{" || sign === "[") depth++;
    else if (sign === "}" || sign === "]") depth--;
    else {
      const end = endOfString(text, token.lastIndex, strings[sign as keyof typeof strings]);
      if (end === undefined) return undefined;
      token.lastIndex = end;
    }
    if (depth === 0) return token.lastIndex <= limit ? token.lastIndex : undefined;
  }
  return undefined;
}

/** Where a string ends, behind its quotation mark; `undefined` if it does not. */
function endOfString(text: string, start: number, sign: RegExp): number | undefined {
  sign.lastIndex = start;
  for (let found = sign.exec(text); found && found[0] !== "\n"; found = sign.exec(text)) {
    if (found[0] !== "\\") return sign.lastIndex;
    sign.lastIndex++;
  }
  return undefined;
}
