import { TextBuilder } from "./text-builder.ts";

/** Shorter than this, what is found by itself is no secret but a word. */
export const leastKnown = 8;

/** What may stand between the letters of a secret that was quoted, wrapped or escaped, in characters. */
const gapLimit = 8;

/** Removes secrets that are known, in any encoding. */
export type RemoveKnown = (text: string, note: (count: number) => void) => string;

/**
 * Makes a remover of known secrets: as they are, percent-encoded, JSON-escaped, within base64, and split by quotes,
 * line breaks or escapes. One pass; each place that may begin a secret is looked at for at most the secret's length.
 */
export function removerOf(secrets: Iterable<string>): RemoveKnown {
  const forms = new Map<number, string[]>();
  for (const form of new Set([...secrets].flatMap(formsOf))) {
    const first = form.charCodeAt(0);
    forms.set(first, [...(forms.get(first) ?? []), form]);
  }
  if (forms.size === 0) return (text) => text;
  const pairs = pairsOf(forms);

  return (text, note) => {
    const builder = new TextBuilder();
    let done = 0;
    let count = 0;
    for (let index = 0; index < text.length; index++) {
      if (pairs[pairOf(text.charCodeAt(index), text.charCodeAt(index + 1))] === 0) continue;
      const end = matchAt(text, index, forms);
      if (end === 0) continue;
      builder.add(text.slice(done, index), "***");
      count++;
      done = end;
      index = end - 1;
    }
    if (count > 0) note(count);
    return builder.isEmpty ? text : builder.finish(text.slice(done));
  };
}

/** Two characters as a number, for a fast first test. Characters beyond ASCII share numbers, so a hit may be false. */
const pairOf = (first: number, second: number): number => (first & 127) * 128 + (second & 127);

/** 1 for each two letters that a secret may begin with, in any of the readings. */
function pairsOf(forms: ReadonlyMap<number, readonly string[]>): Uint8Array {
  const pairs = new Uint8Array(128 * 128);
  for (const form of [...forms.values()].flat()) {
    const first = form.charCodeAt(0);
    pairs[pairOf(first, form.charCodeAt(1))] = 1;
    for (const second of [percent, ...gaps]) pairs[pairOf(first, second)] = 1;
  }
  for (const first of [percent, backslash]) pairs.fill(1, pairOf(first, 0), pairOf(first, 127) + 1);
  return pairs;
}

const percent = 0x25;
const backslash = 0x5c;

/** What may stand in between: blanks, quotes, `+` and backslashes. */
const gaps: ReadonlySet<number> = /* @__PURE__ */ (() =>
  new Set([..." \t\n\v\f\r\"'+`\\"].map((letter) => letter.charCodeAt(0))))();

/** A secret without what surrounds it, and as it looks inside base64, wherever it begins there. */
function formsOf(secret: string): string[] {
  const plain = secret.trim().replace(/^(?:(?:bearer|basic|token)\s+)+/i, "");
  const bytes = String.fromCharCode(...new TextEncoder().encode(plain.slice(0, 4096)));
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = btoa("\0".repeat(offset) + bytes).replaceAll("=", "");
    // The first and the last letter share bits with the neighbours.
    return text.slice(offset === 0 ? 0 : offset + 1, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const forUrls = inBase64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  // As bytes it is what a percent-encoded text decodes to.
  return [plain, bytes, ...[...inBase64, ...forUrls].filter((text) => text.length >= leastKnown)];
}

/** The end of a secret that begins at `start`, its letters read as they are or decoded; 0 for none. The longest counts. */
function matchAt(text: string, start: number, forms: ReadonlyMap<number, readonly string[]>): number {
  let longest = 0;
  for (const read of readings) {
    const [first, next] = read(text, start);
    for (const form of forms.get(first) ?? []) longest = Math.max(longest, endOf(form, text, next, read));
  }
  return longest;
}

/** Reads the letter at a place: its code, and the place behind it. */
type ReadLetter = (text: string, at: number) => readonly [code: number, next: number];

/** Where the rest of a form ends, letters and gaps read one after the other; 0 where it does not stand there. */
function endOf(form: string, text: string, from: number, read: ReadLetter): number {
  let at = from;
  for (let index = 1; index < form.length; index++) {
    const wanted = form.charCodeAt(index);
    let [code, next] = read(text, at);
    for (let gap = 0; code !== wanted && gap < gapLimit && gaps.has(text.charCodeAt(at)); gap++) {
      at++;
      [code, next] = read(text, at);
    }
    if (code !== wanted) return 0;
    at = next;
  }
  return at;
}

const plainLetter: ReadLetter = (text, at) => [text.charCodeAt(at), at + 1];

/** Reads `%2F` and `\u002f` as one letter. */
const decodedLetter = /* @__PURE__ */ readerBy(/(?:%|\\{1,8}u00)([0-9a-f]{2})/iy);

/** Reads `%252F` as one letter. */
const twiceDecodedLetter = /* @__PURE__ */ readerBy(/(?:%25|\\{1,8}u00)([0-9a-f]{2})/iy);

function readerBy(encoded: RegExp): ReadLetter {
  return (text, at) => {
    encoded.lastIndex = at;
    const found = encoded.exec(text);
    return found ? [Number(`0x${found[1]}`), encoded.lastIndex] : [text.charCodeAt(at), at + 1];
  };
}

/** Ways to read: a `%25` may be a letter that is encoded once, or half of one that is encoded twice. */
const readings: readonly ReadLetter[] = [plainLetter, decodedLetter, twiceDecodedLetter];
