import type { Envelope } from "./envelope.ts";
import type { HeaderReader } from "./headers.ts";

const plainId = /^[\w.-]{1,128}$/;

/** How much of a message's end is searched for a suffix, in characters. */
const suffixWindow = 512;

/** A request id in brackets: `(request id: ID)`, `（请求 ID：ID）`, `(code: X, request id: ID)`. */
export interface Suffix {
  readonly id: string;
  /** Where the bracket opens. */
  readonly start: number;
  /** Just behind the bracket that closes. */
  readonly end: number;
}

/**
 * The last bracket group of a message that holds a request id.
 *
 * Without regard to language: the group ends in a colon and an id of the gateway's shape, or says "request id".
 */
export function findSuffix(message: string): Suffix | undefined {
  return usualSuffix(message) ?? anySuffix(message);
}

const usualLabel = "(request id: ";

/** The form nearly all messages have, at their very end: found some times faster than any other. */
function usualSuffix(message: string): Suffix | undefined {
  const end = message.length;
  const start = message.lastIndexOf(usualLabel);
  if (start === -1 || message.indexOf(")", start) !== end - 1) return undefined;
  const id = message.slice(start + usualLabel.length, end - 1);
  return id !== "" && id.indexOf(" ") === -1 ? { id, start, end } : undefined;
}

function anySuffix(message: string): Suffix | undefined {
  const stop = Math.max(0, message.length - suffixWindow);
  let close = -1;
  let colon = -1;
  for (let index = message.length - 1; index >= stop; index--) {
    switch (message.charCodeAt(index)) {
      case 0x29: // )
      case 0xff09: // ）
        close = index;
        colon = -1;
        break;
      case 0x3a: // :
      case 0xff1a: // ：
        if (colon === -1) colon = index;
        break;
      case 0x28: // (
      case 0xff08: // （
        if (close !== -1 && colon !== -1) {
          const id = idBetween(message, index, colon, close);
          if (id !== undefined) return { id, start: index, end: close + 1 };
        }
        close = -1;
    }
  }
  return undefined;
}

/** The gateway's own ids: a date of 14 digits, then at least 9 alphanumerics. */
const gatewayId = /^\d{14}[0-9A-Za-z]{9,}$/;

function idBetween(message: string, open: number, colon: number, close: number): string | undefined {
  const id = message.slice(colon + 1, close).trim();
  const isLabelled = () => plainId.test(id) && /request.?id/i.test(message.slice(open, colon));
  return gatewayId.test(id) || isLabelled() ? id : undefined;
}

/** A message without the request ids at its end, so that equal failures read equal. */
export function withoutRequestId(message: string): string {
  let text = message;
  for (let suffix = findSuffix(text); suffix !== undefined; suffix = findSuffix(text)) {
    if (text.slice(suffix.end).trim() !== "") break;
    text = text.slice(0, suffix.start).trimEnd();
  }
  return text;
}

/**
 * The id to quote to support, from wherever the response hides it.
 *
 * In order: the last suffix of the outermost message; `x-oneapi-request-id`, `x-request-id`, `request-id`;
 * `request_id` in the body; `req_…` in prose; an id inside a double-encoded body; `cf-ray`, or the Ray ID on a page.
 *
 * @param suffix - the suffix of `message`
 * @param page - the text of an HTML body
 */
export function requestIdOf(
  envelope: Envelope,
  message: string,
  suffix: Suffix | undefined,
  header: HeaderReader,
  page: string | undefined,
): string | undefined {
  const { tail } = envelope;
  const outer = tail === undefined ? suffix : findSuffix(tail);
  if (outer !== undefined) return outer.id;
  return (
    header("x-oneapi-request-id") ||
    header("x-request-id") ||
    header("request-id") ||
    envelope.requestId ||
    proseId(message) ||
    suffix?.id ||
    header("cf-ray") ||
    (page === undefined ? undefined : rayId(page))
  );
}

function proseId(message: string): string | undefined {
  if (!message.includes("req_")) return undefined;
  return /(?<![A-Za-z0-9])req_[A-Za-z0-9_]{6,}/.exec(message.slice(0, 8192))?.[0];
}

/** Cloudflare prints its Ray ID on every page. */
function rayId(html: string): string | undefined {
  const label = html.slice(0, 16_384).indexOf("Ray ID");
  return label === -1 ? undefined : /[0-9a-f]{16}/.exec(html.slice(label, label + 120))?.[0];
}
