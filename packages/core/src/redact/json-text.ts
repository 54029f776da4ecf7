import { parseJson } from "../read/json.ts";

/** Where the string that begins at `start` ends, or the end of the text. */
export function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === 0x5c) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

/** The value of a string, from what is between its quotes; what is not JSON stays as it is. */
export function decoded(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return (parseJson(`"${raw}"`) ?? parseJson(`"${raw.replace(halfEscape, "")}"`) ?? raw) as string;
}

/** What may be left of an escape where a text was cut off. */
const halfEscape = /\\(?:u[0-9a-f]{0,3})?$/i;

export function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 0x3a;
}

export const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** The word at a position, up to a blank, a quote or JSON punctuation. */
export function wordAt(text: string, at: number): string {
  word.lastIndex = at;
  return (word.exec(text) as RegExpExecArray)[0];
}

const word = /[^\t-\r ",:[\]{}]*/y;

/** Whether a word is a number, `true`, `false` or `null`. */
export const isValue = (word: string): boolean => /^(?:-?\d[\d.eE+-]*|true|false|null)$/.test(word);
