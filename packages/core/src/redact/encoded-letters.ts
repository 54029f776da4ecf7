/** What an encoded letter begins with: `%`, a backslash, and `&` in HTML. */
export const marks: readonly number[] = [0x25, 0x5c, 0x26];

/** Reads the letter at a position: its code, and the position after it. */
export type ReadLetter = (text: string, at: number) => { code: number; next: number };

const plainLetter: ReadLetter = (text, at) => ({ code: text.charCodeAt(at), next: at + 1 });

/** Reads `%2F`, `\u002f`, `\x2f`, `&#x2F;` and `&#47;` as one letter. */
const decodedLetter = /* @__PURE__ */ readerBy("%");

/** Reads `%252F` as one letter. */
const twiceDecodedLetter = /* @__PURE__ */ readerBy("%25");

function readerBy(percent: string): ReadLetter {
  const encoded = new RegExp(
    `(?:${percent}|\\\\{1,8}x)([\\da-f]{2})|\\\\{1,8}u([\\da-f]{4})|&#x0{0,4}([\\da-f]{1,6});|&#0{0,4}(\\d{1,7});|&(amp|apos|gt|lt|quot);`,
    "iy",
  );
  return (text, at) => {
    const code = text.charCodeAt(at);
    encoded.lastIndex = at;
    const found = marks.includes(code) ? encoded.exec(text) : null;
    if (found === null) return { code, next: at + 1 };
    const [, byte, unit = byte, hex = unit, decimal, name] = found;
    const letter = name ? entities[name.toLowerCase() as keyof typeof entities] : decimal;
    return { code: Number(letter ?? `0x${hex}`), next: encoded.lastIndex };
  };
}

/** The codes of the letters that HTML has names for. */
const entities = { amp: 0x26, apos: 0x27, gt: 0x3e, lt: 0x3c, quot: 0x22 };

const readings: readonly ReadLetter[] = [plainLetter, decodedLetter, twiceDecodedLetter];

/** Ways to read a text: `%25` may be a letter encoded once, or part of one encoded twice. */
export const waysToRead = (text: string): readonly ReadLetter[] => (/[%&\\]/.test(text) ? readings : [plainLetter]);
