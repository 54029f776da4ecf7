import { isOneShot } from "../read/request-body.ts";
import { redact } from "../redact/redact.ts";
import { describeFile } from "../redact/redact-value.ts";
import { contentTypeIn } from "./read-headers.ts";
import type { ReportBody, ReportField, ReportRequest } from "./types.ts";

/** What was sent, in the form the report shows; only files are removed yet. Total. */
export function readBody({ body, headers }: Pick<ReportRequest, "body" | "headers">): ReportBody {
  try {
    return bodyAs(contentTypeIn(headers), body);
  } catch {
    // Values that contain themselves or throw when read: no transport could have sent them.
    return { kind: "text", text: JSON.stringify(redact(body).value) ?? "" };
  }
}

function bodyAs(contentType: string, body: unknown): ReportBody {
  if (body === undefined || body === null || body === "") return { kind: "none" };
  if (typeof FormData !== "undefined" && body instanceof FormData) return { kind: "form", fields: fieldsOf(body) };
  if (body instanceof URLSearchParams) return { kind: "form", fields: fieldsOf(body) };
  if (typeof body === "string") return textBody(body, contentType);
  if (typeof Blob !== "undefined" && body instanceof Blob) {
    return { kind: "binary", type: body.type || contentType || undefined, bytes: body.size };
  }
  const bytes = body instanceof ArrayBuffer ? new Uint8Array(body) : ArrayBuffer.isView(body) ? body : undefined;
  if (bytes) return bytesBody(bytes, contentType);
  return isOneShot(body) ? { kind: "stream" } : { kind: "text", text: jsonOf(body) };
}

/** In a multipart body in one piece, files cannot be told apart from fields. */
const isMultipart = (contentType: string): boolean => /^multipart\//i.test(contentType);

function textBody(text: string, contentType: string): ReportBody {
  if (isMultipart(contentType)) return { kind: "binary", type: contentType, bytes: text.length };
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return { kind: "form", fields: fieldsOf(new URLSearchParams(text)) };
  }
  return { kind: "text", text };
}

function bytesBody(bytes: ArrayBufferView, contentType: string): ReportBody {
  if (bytes.byteLength === 0) return { kind: "none" };
  try {
    return textBody(new TextDecoder("utf-8", { fatal: true }).decode(bytes), contentType);
  } catch {
    return { kind: "binary", type: contentType || undefined, bytes: bytes.byteLength };
  }
}

function fieldsOf(form: Iterable<[string, unknown]>): ReportField[] {
  return [...form].map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : describeFile(value as File),
  }));
}

/** What `JSON.stringify` sends. */
function jsonOf(body: unknown): string {
  return JSON.stringify(body) ?? String(body);
}
