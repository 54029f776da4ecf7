import { blankEnvelope, type Envelope } from "./envelope.ts";

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** Reads the text of an inner body; handed in by the reader of texts. */
export type ReadText = (text: string, depth: number) => Envelope;

/** How many wrappings, strings in strings and arrays in arrays, are looked through. */
const maxDepth = 3;

/** Reads a parsed body in any of the dialects. */
export function readValue(value: unknown, readText: ReadText, depth: number): Envelope {
  if (typeof value === "string") return depth < maxDepth ? readText(value, depth + 1) : blankEnvelope("text");
  if (Array.isArray(value)) return depth < maxDepth ? readValue(value[0], readText, depth + 1) : blankEnvelope("json");
  const envelope = blankEnvelope("json");
  if (!isObject(value)) return envelope;

  const error = value.error ?? (isObject(value.response) ? value.response.error : undefined);
  if (isObject(error)) {
    envelope.isError = true;
    readFields(envelope, error);
    if (isObject(error.details)) envelope.code ||= text(error.details.error_code);
    envelope.status ??= statusIn(value.status);
  } else {
    readFields(envelope, value);
    if (typeof error === "string") {
      envelope.isError = true;
      envelope.message ||= error;
    }
    envelope.isError ||= value.success === false || value.type === "error";
    if (value.type === "error") envelope.type = "";
    if (value.cloudflare_error === true) envelope.code = text(value.error_name);
  }
  envelope.requestId ||= text(value.request_id) || text(value.requestId);
  envelope.retryAfter ??= isWait(value.retry_after) ? value.retry_after : undefined;
  return envelope.message.charCodeAt(0) === 0x7b ? withInner(envelope, readText, depth) : envelope;
}

const isWait = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

function readFields(envelope: Envelope, from: Fields): void {
  const { code, status } = from;
  envelope.message = text(from.message) || otherMessage(from);
  envelope.code = text(code);
  envelope.type = text(from.type);
  envelope.param = text(from.param);
  envelope.status = statusIn(code) ?? statusIn(status);
  if (typeof status === "string" && typeof code === "number") envelope.type = status;
  if (envelope.message !== "" && envelope.requestId === "") envelope.requestId = text(from.request_id);
  if (Array.isArray(from.details)) envelope.retryAfter = retryDelayOf(from.details);
}

/** The other names under which gateways and providers put their message. */
function otherMessage(from: Fields): string {
  for (const name of ["description", "msg", "err", "error_msg", "error_message", "failReason", "detail", "title"]) {
    const value = from[name];
    if (typeof value === "string" && value !== "") return value;
    if (isObject(value)) {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      if (isObject(first)) return text(first.message) || text(first.msg);
    }
  }
  return isObject(from.header) ? text(from.header.message) : "";
}

function statusIn(value: unknown): number | undefined {
  const status = typeof value === "string" && value.length === 3 ? Number(value) : value;
  return typeof status === "number" && status >= 400 && status <= 599 ? status : undefined;
}

function retryDelayOf(details: readonly unknown[]): string | undefined {
  for (const detail of details.slice(0, 16)) {
    if (isObject(detail) && typeof detail.retryDelay === "string") return detail.retryDelay;
  }
  return undefined;
}

/** A message that is itself a JSON body: what it says is more definite than what wraps it. */
function withInner(outer: Envelope, readText: ReadText, depth: number): Envelope {
  const end = outer.message.lastIndexOf("}") + 1;
  if (depth >= maxDepth || end === 0) return outer;
  const inner = readText(outer.message.slice(0, end), depth + 1);
  if (inner.message === "" && inner.code === "") return outer;
  inner.tail = outer.message.slice(end);
  inner.isError ||= outer.isError;
  inner.status ??= outer.status;
  inner.retryAfter ??= outer.retryAfter;
  if (inner.code === "" && inner.type === "") {
    inner.code = outer.code;
    inner.type = outer.type;
  }
  return inner;
}
