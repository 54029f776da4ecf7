/** Anything shorter that is found by itself is a word, not a secret. */
export const leastKnown = 8;

/**
 * The parts of a secret that servers and transports quote: all of it, any line or pair of it, and the password that Basic encodes.
 */
export function partsOf(secret: string): string[] {
  const plain = secret.replace(cookieAttribute, "").trim();
  // What precedes an equals sign is a name, unless the sign is base64 padding.
  const values = plain.match(/(?<![^\s;=,])[^\s;=,]+(?![^\s;=,]|=+[^\s;=,])/g) ?? [];
  const parts = [plain, ...plain.split(/;?\s/), ...values, passwordIn(plain)];
  return parts.filter((part) => part.length >= leastKnown && part.length <= 4096 && !part.includes("-----"));
}

/** What cookies have besides their value: no secrets, but words that occur elsewhere too. */
const cookieAttribute = /;\s?(?:expires=\w{3,9},|(?:domain|max-age|path|samesite)=|httponly|partitioned)[^;,]*/gi;

/** What follows the first colon in the base64 that is the last word of a header; `""` for none. */
function passwordIn(secret: string): string {
  const [pair = ""] = /(?<!\S)[a-z\d+/]{12,4096}={0,2}$/i.exec(secret) ?? [];
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(pair), (letter) => letter.charCodeAt(0)));
    return /^[^\p{Cc}\ufffd:]*:([^\p{Cc}\ufffd]+)$/u.exec(text)?.[1] ?? "";
  } catch {
    return "";
  }
}
