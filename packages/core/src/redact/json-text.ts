/** Where the string that begins at `start` is closed, or the text's end. */
export function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === 0x5c) before--;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}

/** The value of a string, from what stands between its quotes. */
export function decoded(raw: string): string {
  if (!raw.includes("\\")) return raw;
  // A cut may leave half an escape.
  for (const text of [raw, raw.replace(/\\(?:u[0-9a-f]{0,3})?$/i, "")]) {
    try {
      return JSON.parse(`"${text}"`) as string;
    } catch {
      // What is no JSON is read as it stands.
    }
  }
  return raw;
}

export function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 0x3a;
}

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** Blanks, numbers, colons, and the letters of `true`, `false` and `null`. */
export const isPlain = (code: number): boolean => plainLetters[code] === 1;

const plainLetters = /* @__PURE__ */ (() => {
  const letters = new Uint8Array(128);
  for (const letter of "\t\n\v\f\r 0123456789+-.eE:truefalsn") letters[letter.charCodeAt(0)] = 1;
  return letters;
})();
