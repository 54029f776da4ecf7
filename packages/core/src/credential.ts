import { type HeadersLike, headerReader } from "./read/headers.ts";
import { isSecretName, isSecretParameter } from "./redact/secret-names.ts";
import { partsOf } from "./redact/secret-parts.ts";
import { readHeaders } from "./report/read-headers.ts";
import { readUrl } from "./report/read-url.ts";
import type { ReportRequest } from "./report/types.ts";

/** The headers that may carry a key. */
export const credentialHeaders: readonly string[] = [
  "authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "mj-api-secret",
];

/** The query parameters that may carry a key. */
export const credentialParameters: readonly string[] = ["key", "api_key", "apikey"];

const parameter = /* @__PURE__ */ new RegExp(`[?&](?:${/* @__PURE__ */ credentialParameters.join("|")})=([^&#]+)`);

/**
 * A hash of the key that a request is sent with: it tells tenants apart without revealing the key.
 *
 * @param headers - of the request, in any usual shape
 * @param url - a key in its query counts if no header has one
 * @returns up to 11 characters; empty if the request has no key
 */
export function credentialOf(headers: HeadersLike | undefined, url = ""): string {
  const read = headerReader(headers);
  for (const name of credentialHeaders) {
    const value = read(name);
    if (value !== undefined) return hash(value);
  }
  const value = parameter.exec(url)?.[1];
  return value === undefined ? "" : hash(value);
}

/**
 * The secrets in a request: headers and parameters with names of secrets, each of their parts by itself, and the password in
 * its URL.
 */
export function secretsSent({ headers, url }: Pick<ReportRequest, "headers" | "url">): string[] {
  const { query, password } = readUrl(url);
  const named = [
    ...readHeaders(headers).filter(({ name }) => isSecretName(name)),
    ...query.filter(({ name }) => isSecretParameter(name)),
  ];
  return [password, ...named.map(({ value }) => value)].flatMap(partsOf);
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
