import { Pieces } from "./pieces.ts";

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
  const starts = new Uint8Array(128);
  for (const first of [...forms.keys(), percent, backslash]) if (first < 128) starts[first] = 1;
  const pairs = pairsOf(forms);

  return (text, note) => {
    let pieces: Pieces | undefined;
    let done = 0;
    let count = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 128 ? starts[code] === 0 : !forms.has(code)) continue;
      if (code === backslash && text.charCodeAt(index - 1) === backslash) continue;
      const next = text.charCodeAt(index + 1);
      if (code < 128 && next < 128 && pairs[code * 128 + next] === 0) continue;
      const end = matchAt(text, index, forms);
      if (end === 0) continue;
      pieces ??= new Pieces();
      pieces.add(text.slice(done, index), "***");
      count++;
      done = end;
      index = end - 1;
    }
    if (count > 0) note(count);
    return pieces ? pieces.with(text.slice(done)) : text;
  };
}

/** Which two letters may stand at the beginning of a secret, in any of the readings: all may that are not plain. */
function pairsOf(forms: ReadonlyMap<number, readonly string[]>): Uint8Array {
  const pairs = new Uint8Array(128 * 128);
  const allow = (first: number, second: number): void => {
    if (first < 128 && second < 128) pairs[first * 128 + second] = 1;
  };
  for (const [first, ofFirst] of forms) {
    for (let second = 0; second < 128; second++) {
      const isStart = ofFirst.some((form) => form.length === 1 || form.charCodeAt(1) === second);
      if (isStart || second === percent || isGap(second)) allow(first, second);
    }
  }
  for (let second = 0; second < 128; second++) {
    if (second < 0x3a ? second >= 0x30 : (second | 0x20) >= 0x61 && (second | 0x20) <= 0x66) allow(percent, second);
  }
  for (const second of [backslash, 0x75, 0x55]) allow(backslash, second);
  // A secret may begin with either of them.
  for (const [first] of forms) {
    if (first !== percent && first !== backslash) continue;
    for (let second = 0; second < 128; second++) allow(first, second);
  }
  return pairs;
}

const percent = 0x25;
const backslash = 0x5c;

/** A secret without what surrounds it, and as it looks inside base64, wherever it begins there. */
function formsOf(secret: string): string[] {
  const plain = secret.trim().replace(/^(?:(?:bearer|basic|token)\s+)+/i, "");
  if (plain.length < 4) return plain === "" ? [] : [plain];
  const bytes = String.fromCharCode(...new TextEncoder().encode(plain.slice(0, 4096)));
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = btoa("\0".repeat(offset) + bytes).replace(/={1,2}$/, "");
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
    if (wanted === text.charCodeAt(at) && wanted !== percent) {
      at++;
      continue;
    }
    let [code, next] = read(text, at);
    for (let gap = 0; code !== wanted && gap < gapLimit && isGap(text.charCodeAt(at)); gap++) {
      at++;
      [code, next] = read(text, at);
    }
    if (code !== wanted) return 0;
    at = next;
  }
  return at;
}

/** Blanks, quotes, `+` and backslashes. */
const isGap = (code: number): boolean =>
  code === 0x20 ||
  (code >= 0x09 && code <= 0x0d) ||
  code === 0x22 ||
  code === 0x27 ||
  code === 0x2b ||
  code === 0x60 ||
  code === backslash;

const plainLetter: ReadLetter = (text, at) => [text.charCodeAt(at), at + 1];

/** Reads `%2F` and `\u002f` as one letter. */
const decodedLetter: ReadLetter = (text, at) => decodedBy(/^(?:%|\\{1,8}u00)([0-9a-f]{2})/i, text, at);

/** Reads `%252F` as one letter. */
const twiceDecodedLetter: ReadLetter = (text, at) => decodedBy(/^(?:%25|\\{1,8}u00)([0-9a-f]{2})/i, text, at);

function decodedBy(pattern: RegExp, text: string, at: number): readonly [code: number, next: number] {
  const code = text.charCodeAt(at);
  if (code !== percent && code !== backslash) return [code, at + 1];
  const [found, digits = ""] = pattern.exec(text.slice(at, at + 13)) ?? [];
  return found === undefined ? [code, at + 1] : [Number.parseInt(digits, 16), at + found.length];
}

/** Ways to read: a `%25` may be a letter that is encoded once, or half of one that is encoded twice. */
const readings: readonly ReadLetter[] = [plainLetter, decodedLetter, twiceDecodedLetter];
