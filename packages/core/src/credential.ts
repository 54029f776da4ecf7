import { type HeadersLike, headerReader } from "./headers.ts";

/** The headers that a key rides in. */
export const credentialHeaders: readonly string[] = [
  "authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "mj-api-secret",
];

/** The parameters of a query that a key rides in. */
export const credentialParameters: readonly string[] = ["key", "api_key", "apikey"];

const parameter = /* @__PURE__ */ new RegExp(`[?&](?:${/* @__PURE__ */ credentialParameters.join("|")})=([^&#]+)`, "g");

/**
 * A hash of the key that a request is sent with: it tells tenants apart, and the key cannot be read from it.
 *
 * @param headers - of the request, in any usual shape
 * @param url - a key in its query counts where no header has one
 * @returns up to 11 characters; empty where the request has no key
 */
export function credentialOf(headers: HeadersLike | undefined, url = ""): string {
  const read = headerReader(headers);
  for (const name of credentialHeaders) {
    const value = read(name);
    if (value !== undefined) return hash(value);
  }
  const [value] = parametersOf(url);
  return value === undefined ? "" : hash(value);
}

const parametersOf = (url: string): string[] => [...url.matchAll(parameter)].map(([, value]) => value as string);

/**
 * All keys that a request is sent with, each line of them by itself, as it stands, decoded and encoded; the longest first, and none
 * of less than eight letters.
 */
export const keysIn = (headers: HeadersLike | undefined, url = ""): string[] =>
  [...credentialHeaders.map(headerReader(headers)), ...parametersOf(url)]
    .flatMap((value) => value?.split(/\s+/) ?? [])
    .flatMap((part) => [part, coded(decodeURIComponent, part), coded(encodeURIComponent, part)])
    .flatMap((part) => [part, part.replace(/%../g, (code) => code.toLowerCase())])
    .filter((part) => part.length >= 8)
    .sort((one, other) => other.length - one.length);

function coded(code: (text: string) => string, text: string): string {
  try {
    return code(text);
  } catch {
    return text;
  }
}

/** 53 bits of two multiplications, in base 36. */
function hash(text: string): string {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2654435761);
    other = Math.imul(other ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
}
