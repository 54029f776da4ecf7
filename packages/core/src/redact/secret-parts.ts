/** Shorter than this, what is found by itself is no secret but a word. */
export const leastKnown = 8;

/**
 * What servers and transports quote of a secret: all of it, any line or pair of it, and the password that Basic encodes.
 */
export function partsOf(secret: string): string[] {
  const plain = secret.replace(cookieAttribute, "").trim();
  // What stands before a sign of equality is a name, but for the padding of base64.
  const values = plain.match(/(?<![^\s;=,])[^\s;=,]+(?![^\s;=,]|=+[^\s;=,])/g) ?? [];
  const parts = [plain, ...plain.split(/;?\s+/), ...values, passwordIn(plain)];
  return parts.filter((part) => part.length >= leastKnown && part.length <= 4096 && !part.includes("-----"));
}

/** What cookies have beside their value: no secrets, and words that stand elsewhere, too. */
const cookieAttribute = /;\s?(?:expires=\w{3,9},|(?:domain|max-age|path|samesite)=|httponly|partitioned)[^;,]*/gi;

/** What stands behind the first colon in base64, the last word of a header; `""` for none. */
function passwordIn(secret: string): string {
  const [pair = ""] = /(?<!\S)[a-z\d+/]{12,4096}={0,2}$/i.exec(secret) ?? [];
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(pair), (letter) => letter.charCodeAt(0)));
    return /^[^\p{Cc}\ufffd:]*:([^\p{Cc}\ufffd]+)$/u.exec(text)?.[1] ?? "";
  } catch {
    return "";
  }
}
