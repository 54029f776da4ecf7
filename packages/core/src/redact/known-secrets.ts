import { marks, type ReadLetter, waysToRead } from "./encoded-letters.ts";
import { leastKnown } from "./secret-parts.ts";
import { TextBuilder } from "./text-builder.ts";

/** How many characters may separate the letters of a secret that was quoted, wrapped or escaped. */
const gapLimit = 8;

/** Removes known secrets, in any encoding. */
export type RemoveKnown = (text: string, note: (count: number) => void) => string;

/** This many letters of a longer secret are enough to recognize it. */
const enough = 64;

/** At the end of a text, this many of its first letters count as the secret: it may have been cut off there. */
const enoughOfCut = 12;

/**
 * Makes a remover of known secrets: as they are, percent-encoded, JSON-escaped, within base64, in hexadecimal digits, and split by
 * quotes, line breaks or escapes. One pass; at each position where a secret may begin, {@link enough} letters are read, however
 * many secrets there are.
 */
export function removerOf(secrets: Iterable<string>): RemoveKnown {
  const plain = new Set([...secrets].map(plainOf));
  const forms = [...new Set([...plain].flatMap(formsOf))].sort();
  if (forms.length === 0) return (text) => text;
  // A letter of one secret may be a separator in another.
  const bare = forms.map(withoutGaps);
  const hasGaps = bare.some((form, index) => form !== forms[index]);
  const lists = hasGaps ? [forms, [...new Set(bare)].filter((form) => form.length >= leastKnown).sort()] : [forms];
  const pairs = pairsOf(lists.flat());

  return (text, note) => {
    const builder = new TextBuilder();
    let ways: readonly ReadLetter[] | undefined;
    let done = 0;
    let count = 0;
    for (let index = 0; index < text.length; index++) {
      const pair = pairOf(text.charCodeAt(index), text.charCodeAt(index + 1));
      if (((pairs[pair >> 5] as number) & (1 << (pair & 31))) === 0) continue;
      ways ??= waysToRead(text);
      let end = 0;
      for (const read of ways) {
        for (const list of lists) end = Math.max(end, matchAt(text, index, list, read));
      }
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

/** A bit for each two letters that a secret may begin with, in any of the readings. */
function pairsOf(forms: readonly string[]): Uint32Array {
  const pairs = new Uint32Array((128 * 128) / 32);
  for (const form of forms) {
    const first = form.charCodeAt(0);
    for (const second of [form.charCodeAt(1), ...marks, ...gaps]) {
      const pair = pairOf(first, second);
      pairs[pair >> 5] = (pairs[pair >> 5] as number) | (1 << (pair & 31));
    }
  }
  // HTML leaves letters and digits unencoded, so it is quick to see that its many `&` do not begin a secret.
  const isOfHtml = forms.some((form) => /^\W/.test(form));
  for (const first of isOfHtml ? marks : marks.slice(0, 2)) pairs.fill(-1, first * 4, first * 4 + 4);
  return pairs;
}

/** What may separate the letters of a secret: blanks, quotes, `+` and backslashes. */
const gaps: ReadonlySet<number> = /* @__PURE__ */ (() =>
  new Set([..." \t\n\v\f\r\"'+`\\"].map((letter) => letter.charCodeAt(0))))();

const withoutGaps = (secret: string): string => secret.replace(/[\t-\r "'+`\\]/g, "");

/** A secret without what surrounds it. */
const plainOf = (secret: string): string => secret.trim().replace(/^(?:(?:bearer|basic|token)\s+)+/i, "");

/** A secret as it is, as it looks inside base64, wherever it begins there, and in hexadecimal digits. */
function formsOf(plain: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(plain.slice(0, 4096)));
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = btoa("\0".repeat(offset) + bytes).replaceAll("=", "");
    // The first and the last letter share bits with their neighbors.
    return text.slice(offset === 0 ? 0 : offset + 1, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  });
  const inHex = bytes.replace(/./gs, (byte) => (256 + byte.charCodeAt(0)).toString(16).slice(1));
  const forUrls = inBase64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  // As bytes it is what a percent-encoded text decodes to.
  return [
    plain,
    bytes,
    inHex,
    inHex.toUpperCase(),
    ...[...inBase64, ...forUrls].filter((text) => text.length >= leastKnown),
  ];
}

/**
 * The end of a secret that begins at `start`; 0 for none. The longest counts. With each letter, the sorted forms are narrowed
 * down to those that continue like the text.
 */
function matchAt(text: string, start: number, forms: readonly string[], read: ReadLetter): number {
  let low = 0;
  let high = forms.length;
  let at = start;
  let end = 0;
  let gap = 0;
  for (let depth = 0; low < high; ) {
    const { code, next } = read(text, at);
    const from = firstFrom(forms, depth, code, low, high);
    if (from < high && letterOf(forms, from, depth) === code) {
      low = from;
      high = firstFrom(forms, depth, code + 1, low, high);
      at = next;
      gap = 0;
      const { length } = forms[low] as string;
      if (++depth >= Math.min(length, enough)) end = at;
      if (depth === length) low++;
    } else if (depth > 0 && gap++ < gapLimit && gaps.has(text.charCodeAt(at))) at++;
    else return at === text.length && depth >= enoughOfCut ? at : end;
  }
  return end;
}

/** The first of the sorted forms, from `low` on, whose letter at `depth` is `code` or later; `high` for none. */
function firstFrom(forms: readonly string[], depth: number, code: number, low: number, high: number): number {
  // Usually all of them continue alike.
  if (letterOf(forms, high - 1, depth) < code) return high;
  for (let middle = low; low < high; middle = (low + high) >> 1) {
    if (letterOf(forms, middle, depth) < code) low = middle + 1;
    else high = middle;
  }
  return low;
}

const letterOf = (forms: readonly string[], index: number, depth: number): number =>
  (forms[index] as string).charCodeAt(depth);
