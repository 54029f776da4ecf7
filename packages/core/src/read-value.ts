import { blankEnvelope, type Envelope } from "./envelope.ts";
import { isError } from "./error-member.ts";

type Fields = Record<string, unknown>;

/** Reads the text of an inner body; handed in by the reader of texts. */
type ReadText = (text: string, depth: number) => Envelope;

/** How many wrappings, strings in strings, arrays in arrays and events in events, are looked through. */
export const maxDepth = 3;

/** Where gateways and providers put their message if not in `message`. */
const otherMessageNames = ["description", "msg", "err", "error_msg", "status_msg", "failReason", "detail", "title"];

/** Reads a parsed body in any of the dialects. */
export function readValue(value: unknown, readText: ReadText, depth: number): Envelope {
  const envelope = blankEnvelope("json");
  if (depth > maxDepth) return envelope;
  if (typeof value === "string") return readText(value, depth + 1);
  if (Array.isArray(value)) return readValue(value.find((item) => item?.error) ?? value[0], readText, depth + 1);
  if (!isObject(value)) return envelope;

  const error = value.error ?? member(value.response, "error") ?? value.base_resp;
  const fields = isObject(error) ? error : value;
  readFields(envelope, fields);
  if (fields === value) envelope.message = failureOfTask(value.data) || envelope.message;
  envelope.message ||= text(error) || text(member(value.header, "message"));
  envelope.isError = isError(error) || value.success === false || value.type === "error";
  if (fields === value && value.type === "error") envelope.type = "";
  envelope.status ??= statusIn(value.status);
  envelope.requestId = text(value.request_id) || text(fields.request_id);
  envelope.retryAfter ||= text(value.retry_after);
  if ((envelope.code || envelope.type) === "bad_response_status_code")
    envelope.upstream = statusIn(/status code (\d+)/.exec(envelope.message)?.[1]);
  return withInner(envelope, readText, depth);
}

/** Why a polled task failed, beside which its own message speaks of the polling alone. */
const failureOfTask = (data: unknown): string =>
  data ? text(member(data, "fail_reason")) || text(member(data, "task_status_msg")) : "";

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? `${value}` : "";

function readFields(envelope: Envelope, from: Fields): void {
  const { code, status, details } = from;
  envelope.message = text(from.message);
  for (const name of envelope.message ? [] : otherMessageNames) {
    const value = from[name];
    envelope.message = text(value) || text(member(Array.isArray(value) ? value[0] : value, "msg"));
    if (envelope.message !== "") break;
  }
  envelope.code = text(code) || text(member(details, "error_code")) || text(from.error_name);
  envelope.type = typeof code === "number" && typeof status === "string" ? status : text(from.type);
  envelope.param = text(from.param);
  envelope.status = statusIn(code) ?? statusIn(status);
  if (Array.isArray(details))
    envelope.retryAfter = text(details.find((detail) => member(detail, "retryDelay"))?.retryDelay);
}

function statusIn(value: unknown): number | undefined {
  const status = text(value);
  return status.length === 3 && /^[45]\d\d$/.test(status) ? Number(status) : undefined;
}

/** A message that is itself a JSON body, or quotes the provider's: what it says is more definite than what wraps it. */
function withInner(outer: Envelope, readText: ReadText, depth: number): Envelope {
  const { message, upstream } = outer;
  const body = message.slice(upstream ? message.search(/[[{]/) : 0).trimStart();
  if (!body.startsWith("{") && !body.startsWith("[")) return outer;
  const end = body.lastIndexOf(body.startsWith("{") ? "}" : "]") + 1;
  const inner = readText(body.slice(0, end), depth + 1);
  if (inner.message === "" && inner.code === "") return outer;
  inner.tail = body.slice(end);
  inner.upstream ??= upstream;
  inner.isError ||= outer.isError;
  inner.status ??= outer.status;
  inner.requestId ||= outer.requestId;
  inner.retryAfter ||= outer.retryAfter;
  if (inner.type === "") inner.code ||= outer.code;
  return inner;
}
