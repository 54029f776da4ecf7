import { blankEnvelope, type Envelope } from "./envelope.ts";
import { cloudIn, errorIn, isErrorValue } from "./error-member.ts";
import { isObject, type Json } from "./json.ts";

/** Reads the text of an inner body; passed in by the reader of texts. */
type ReadText = (text: string, depth: number) => Envelope;

/** How many wrappings are unwrapped: strings in strings, arrays in arrays and events in events. */
export const maxDepth = 3;

/** Where gateways and providers put their message if not in `message`: a text, an object, or a list of either. */
const otherMessageNames = [
  "description",
  "msg",
  "err",
  "error_msg",
  "status_msg",
  "failReason",
  "fail_reason",
  "failure",
  "failure_reason",
  "detail",
  "errors",
  "title",
];

/** Reads a parsed body in any of the dialects. */
export function readValue(value: unknown, readText: ReadText, depth: number): Envelope {
  const envelope = blankEnvelope("json");
  if (depth > maxDepth) return envelope;
  if (typeof value === "string") return readText(value, depth + 1);
  if (Array.isArray(value)) return readValue(value.find((item) => item?.error) ?? value[0], readText, depth + 1);
  if (!isObject(value)) return envelope;

  const error = errorIn(value);
  const fields = isObject(error) ? error : value;
  readFields(envelope, fields, value);
  if (fields === value) readTask(envelope, value);
  envelope.message ||= text(error) || text(value.header?.message) || wordsIn(value.status);
  envelope.isError =
    isErrorValue(error, value) || value.success === false || value.type === "error" || value.object === "error";
  if (fields === value && value.type === "error") envelope.type = "";
  envelope.status ??= statusIn(value.status);
  const ownId = text(value.requestId) || text((cloudIn(value) ?? value).RequestId);
  envelope.requestId = text(value.request_id) || envelope.requestId || ownId;
  envelope.retryAfter ||= text(value.retry_after);
  if ((envelope.code || envelope.type) === "bad_response_status_code") {
    const { message, param } = envelope;
    // When the message is only an id, some put the status in `param`.
    const told = /^\s*(?:\(|$)/.test(message) ? `${message} HTTP ${param}` : message;
    envelope.upstream = statusIn(/(?:status[ _]code|HTTP)[ :=]+(\d+)/.exec(told)?.[1]);
  }
  return withInner(envelope, text(fields.metadata?.raw), readText, depth);
}

/** Why a polled task failed; the message beside it is only about the polling. */
function readTask(envelope: Envelope, { data, output, promptFeedback }: Json): void {
  const reason = text(data?.fail_reason) || text(data?.task_status_msg) || text(data?.errorMessage);
  envelope.message = reason || envelope.message || text(output?.message);
  envelope.code ||= text(output?.code) || text(promptFeedback?.blockReason);
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? `${value}` : "";

/** A status that is not a name, but a phrase: `Request Moderated`. */
const wordsIn = (status: unknown): string => (/ /.test(text(status)) ? text(status) : "");

/** The names of the numeric codes with which Google's operations end, as far as rows list them. */
const rpcNames: Readonly<Record<number, string>> = {
  3: "INVALID_ARGUMENT",
  4: "DEADLINE_EXCEEDED",
  5: "NOT_FOUND",
  7: "PERMISSION_DENIED",
  8: "RESOURCE_EXHAUSTED",
  9: "FAILED_PRECONDITION",
  13: "INTERNAL",
  14: "UNAVAILABLE",
  16: "UNAUTHENTICATED",
};

function readFields(envelope: Envelope, from: Json, body: Json): void {
  const { code, status, details } = from;
  envelope.message = text(from.message) || text(from.Message);
  envelope.code = text(code) || text(details?.error_code);
  envelope.code ||= text(from.Code) || text(from.error_name) || text(from.failureCode) || text(from.err_code);
  const isNumber = typeof code === "number";
  envelope.type = isNumber && typeof status === "string" ? status : text(from.type) || text(from.__type);
  if (isNumber) envelope.type ||= text(from.reason) || (body.done ? (rpcNames[code] ?? "") : "");
  if (envelope.message === "") readOther(envelope, from);
  envelope.param = text(from.param);
  envelope.status = statusIn(code) ?? statusIn(status);
  envelope.requestId = text(from.request_id) || envelope.requestId;
  if (Array.isArray(details)) envelope.retryAfter = text(details.find((detail) => detail?.retryDelay)?.retryDelay);
}

/** The first of the other members that holds a message; if it is an object, with the code, type and id beside it. */
function readOther(envelope: Envelope, from: Json): void {
  for (const name of otherMessageNames) {
    const value = from[name];
    const first = Array.isArray(value) ? value[0] : value;
    envelope.message = text(first) || text(first?.msg) || text(first?.message);
    if (envelope.message === "") continue;
    envelope.code ||= text(first.code) || text(first.status);
    envelope.type ||= text(first.type);
    envelope.requestId = text(first.request_id);
    return;
  }
}

/** Statuses in use: the numbers between them are providers' own codes. */
const status4xxOr5xx = /^(?:4(?:0\d|1[0-8]|2[1-9]|31|51|9\d)|5\d\d)$/;

function statusIn(value: unknown): number | undefined {
  const status = text(value);
  return status.length === 3 && status4xxOr5xx.test(status) ? Number(status) : undefined;
}

/** What precedes a body within a text: blanks, or words about who answered: `API request failed: 400 - {"error":`; Python's quotes too. */
const lead =
  /^(?:\s*(?=[[{])|[^{]{0,160}?(?:(?:(?:\b|_)(?:status|code|failed|error|http|returned)|失败)\W{1,3}(\d{3})\b|upstream|exception -)[^{]{0,40}(?=\{\s*["'](?:type\W+)?error\b))/i;

/**
 * A message that is itself a JSON body, or quotes the provider's: it is more specific than what wraps it.
 *
 * @param raw - the provider's body, if it is beside the message
 */
export function withInner(outer: Envelope, raw: string, readText: ReadText, depth: number): Envelope {
  const { message } = outer;
  const text = raw || message;
  if (!text.includes("{")) return outer;
  const found = (outer.upstream ? /[^[{]*/ : lead).exec(text);
  if (!found) return outer;
  outer.upstream ??= statusIn(found[1]);
  const body = text.slice(found[0].length);
  const end = body.lastIndexOf(body.startsWith("{") ? "}" : "]") + 1;
  const inner = readText(body.slice(0, end), depth + 1);
  if (inner.message === "" && inner.code === "") return outer;
  inner.tail = raw ? message : body.slice(end);
  inner.upstream ??= outer.upstream;
  inner.isError ||= outer.isError;
  inner.status ??= outer.status;
  inner.requestId ||= outer.requestId;
  inner.retryAfter ||= outer.retryAfter;
  if (inner.type === "") inner.code ||= outer.code;
  return inner;
}
