import type { ReportRequest } from "@comet-triage/core";
import type { Capture, PrintedError } from "../types.ts";
import { type HttpMessage, type HttpNotes, readMessages } from "./http-messages.ts";

/** The exchanges of a raw HTTP message, or of what `curl -i` and `curl -v` print. */
export function readHttp(text: string): readonly Capture[] {
  const { messages, notes } = readMessages(text);
  const captures: Capture[] = [];
  let request: HttpMessage | undefined;
  for (const [index, message] of messages.entries()) {
    if (message.request !== undefined) request = message;
    else if (!isInterim(message, request, messages.slice(index + 1, index + 3))) {
      captures.push(captureOf(message, requestOf(request, notes)));
    }
  }
  const last = captures.pop();
  if (last !== undefined) return [...captures, { ...last, error: errorOf(notes.error, last.error) }];
  const error = errorOf(notes.error ?? notes.trouble);
  const response = notes.status === undefined ? undefined : { status: notes.status };
  return error || response ? [{ form: "http", request: requestOf(request, notes), response, error }] : [];
}

const errorOf = (message: string | undefined, cause?: PrintedError): PrintedError | undefined =>
  message === undefined ? cause : { name: "Error", message, cause };

/** A hint if a JSON body ends before its content length. */
function cutOf(headers: HttpMessage["headers"], body: string): string | undefined {
  const headerOf = (name: string) => headers.find(([given]) => given === name)?.[1];
  const length = Number(headerOf("content-length"));
  const bytes = new TextEncoder().encode(body).byteLength;
  const isCut = /^[[{]/.test(body) && !/[\]}]$/.test(body) && bytes < length && !headerOf("content-encoding");
  return isCut ? `The body ends after ${bytes} of ${length} bytes: connection closed` : undefined;
}

/** A response that is not the final one: 100 Continue, a proxy's to CONNECT, a redirect that was followed. */
function isInterim(message: HttpMessage, request: HttpMessage | undefined, next: readonly HttpMessage[]): boolean {
  const { status = 0, reason = "" } = message;
  const isFollowed = message.headers.some(([name]) => name === "location") && next.some((later) => later.status);
  const isTunnel = request?.request?.method === "CONNECT" || /^connection established/i.test(reason);
  return (status < 200 && status !== 0) || (status < 300 && isTunnel) || (status >= 300 && status < 400 && isFollowed);
}

function captureOf({ status, reason, headers, body }: HttpMessage, request: ReportRequest | undefined): Capture {
  const isChunked = headers.some(([name, value]) => name === "transfer-encoding" && /chunked/i.test(value));
  return {
    form: "http",
    request,
    response: { status, statusText: reason || undefined, headers, body: isChunked ? withoutChunks(body) : body },
    error: errorOf(cutOf(headers, body)),
  };
}

function requestOf(message: HttpMessage | undefined, notes: HttpNotes): ReportRequest | undefined {
  if (message?.request === undefined) return notes.url === undefined ? undefined : { url: notes.url };
  const { method, target } = message.request;
  const host = message.headers.find(([name]) => name === "host")?.[1];
  const scheme = notes.isPlain ? "http" : "https";
  const url = /^https?:/i.test(target) || host === undefined ? target : `${scheme}://${host}${target}`;
  return { method, url, headers: message.headers, body: message.body === "" ? undefined : message.body };
}

/** A body as it was on the wire, its chunks joined; unchanged if curl has joined them already. */
function withoutChunks(body: string): string {
  let joined = "";
  const size = /([\da-f]{1,8})[^\n]{0,100}(?:\n|$)/iy;
  for (let at = 0; ; ) {
    size.lastIndex = at;
    const length = Number.parseInt(size.exec(body)?.[1] ?? "", 16);
    if (Number.isNaN(length)) return body;
    if (length === 0) return joined;
    joined += body.slice(size.lastIndex, size.lastIndex + length);
    at = size.lastIndex + length;
    while (body[at] === "\n") at += 1;
  }
}
