import type { JsonValue, Reply } from "../reply/reply.ts";
import { type ChunkStream, streamChunks } from "./stream-chunks.ts";
import type { Visit } from "./visit.ts";

/** Bytes as `Response` accepts them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A reply that may also contain bytes, which JSON cannot express. */
export type OutgoingReply = Omit<Reply, "body"> & { readonly body?: JsonValue | Bytes };

/** A reply ready for the wire: serving it needs no further decision. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; `content-length` where the length is known. */
  readonly headers: Record<string, string>;
  /** `"reset"` breaks the connection before any status line. */
  readonly body: Bytes | ChunkStream | null | "reset";
}

const encoder = new TextEncoder();
const bodilessStatuses = new Set([204, 205, 304]);

/** Puts a reply into wire form. Streams keep the visit open until their last chunk. */
export function createAnswer(reply: OutgoingReply, requestId: string, visit: Visit): Answer {
  const status = reply.status ?? 200;
  const headers: Record<string, string> = {};
  if (!reply.noRequestId) headers["x-oneapi-request-id"] = requestId;
  if (reply.fault === "reset") return { status, headers, body: "reset" };

  const streamed = reply.chunks !== undefined || (reply.end ?? "close") !== "close";
  const contentType = defaultContentType(reply);
  if (contentType) headers["content-type"] = contentType;
  for (const name in reply.headers) headers[name.toLowerCase()] = reply.headers[name] as string;

  if (bodilessStatuses.has(status)) return { status, headers, body: null };
  if (streamed) {
    const parts = reply.chunks?.map((chunk) => encoder.encode(chunk)) ?? [bytesFromBody(reply.body)];
    return { status, headers, body: streamChunks(parts, reply, visit) };
  }
  const body = bytesFromBody(reply.body);
  headers["content-length"] ??= String(body.byteLength);
  return { status, headers, body: body.byteLength === 0 ? null : body };
}

function defaultContentType({ body, chunks }: OutgoingReply): string | undefined {
  if (chunks) return "text/event-stream";
  if (body === undefined || body === "") return undefined;
  if (body instanceof Uint8Array) return "application/octet-stream";
  return typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
}

function bytesFromBody(body: JsonValue | Bytes | undefined): Bytes {
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return encoder.encode(typeof body === "string" ? body : JSON.stringify(body));
}
