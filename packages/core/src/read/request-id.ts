import type { Envelope } from "./envelope.ts";
import type { HeaderReader } from "./headers.ts";

/** How much of a message's end is searched for a suffix, in characters. */
const suffixWindow = 512;

/** Longest id, in characters: ids are passed on in headers, and anything longer is not an id. */
const idLimit = 128;

/** A request id in brackets: `(request id: ID)`, `（请求 ID：ID）`, `(code: X, request id: ID)`. */
export interface Suffix {
  readonly id: string;
  /** Where the bracket opens. */
  readonly start: number;
  /** Just after the closing bracket. */
  readonly end: number;
}

/**
 * The last bracket group of a message that holds a request id.
 *
 * In any language: the group ends in a colon and an id of the gateway's shape, or says "request id".
 */
export function findSuffix(message: string): Suffix | undefined {
  return usualSuffix(message) ?? anySuffix(message);
}

const label = "(request id: ";

/** The form of nearly all messages, at their very end; found several times faster than the others. */
function usualSuffix(message: string): Suffix | undefined {
  const start = message.indexOf(label);
  const end = message.length;
  if (start === -1 || message.indexOf(")", start) !== end - 1) return undefined;
  const id = message.slice(start + label.length, end - 1);
  return id.includes(" ") || id.length > idLimit ? undefined : { id, start, end };
}

/** A bracket group, half or full width, that ends in an id: one labelled as such, or one of the gateway's shape. */
const group =
  /[(（][^()（）]{0,160}?(?:request.?id\s?[:：]\s?([\w.-]{1,128})|[:：]\s?(\d{14}[0-9a-z]{9,114}))\s?[)）]/gi;

function anySuffix(message: string): Suffix | undefined {
  if (!/[)）]/.test(message)) return undefined;
  const from = Math.max(0, message.length - suffixWindow);
  const last = [...message.slice(from).matchAll(group)].at(-1);
  if (last === undefined) return undefined;
  const start = from + last.index;
  return { id: last[1] ?? last[2] ?? "", start, end: start + last[0].length };
}

/** A message without the request ids at its end, so that equal failures have equal messages. */
export function withoutRequestId(message: string): string {
  let text = message;
  for (let suffix = findSuffix(text); suffix !== undefined; suffix = findSuffix(text)) {
    if (text.slice(suffix.end).trim() !== "") break;
    text = text.slice(0, suffix.start).trimEnd();
  }
  return text;
}

/**
 * The id to quote to support, from wherever the response has it.
 *
 * In order: the last suffix of the outermost message; `x-oneapi-request-id`, `x-request-id`, `request-id`;
 * `request_id` in the body; `req_…`, or a possible id after "request ID", in prose; an id inside a double-encoded
 * body; `cf-ray`, or the Ray ID on a page.
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
  if (outer?.id) return outer.id;
  return (
    idInHeaders(header) ||
    short(envelope.requestId) ||
    short(proseId(message)) ||
    suffix?.id ||
    rayIn(header) ||
    (page && rayId(page)) ||
    undefined
  );
}

/** The id in the headers meant for it. */
export const idInHeaders = (header: (name: string) => string | null | undefined): string | undefined =>
  short(header("x-oneapi-request-id")) || short(header("x-request-id")) || short(header("request-id"));

const short = (id: string | null | undefined): string | undefined => (id && id.length <= idLimit ? id : undefined);

const proseId = (message: string): string | undefined =>
  message.includes("req") || message.includes("Req")
    ? /(?<![A-Za-z0-9])req_\w{6,}|(?<=[Rr]equest ?(?:ID|id):? )(?=[\w-]*\d)[\w-]{20,64}/.exec(
        message.slice(0, 8192),
      )?.[0]
    : undefined;

/** For a request that it could not read, Cloudflare sends a dash. */
function rayIn(header: HeaderReader): string | undefined {
  const ray = header("cf-ray");
  return ray === "-" ? undefined : short(ray);
}

/** Cloudflare prints its Ray ID on every page. */
function rayId(page: string): string | undefined {
  const at = page.slice(0, 16_384).indexOf("Ray ID");
  return at === -1 ? undefined : /[0-9a-f]{16}/.exec(page.slice(at + 6, at + 102))?.[0];
}
