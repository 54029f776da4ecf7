import type { ReportRequest } from "./types.ts";

/**
 * Describes a `Request` for a report. The request is not used up: a clone is read, if it was not sent itself.
 *
 * Multipart and URL-encoded bodies are read as forms, all others as text; a body that was spent is a stream. Whoever
 * has bytes and a `Content-Type` makes a `Request` of them first.
 *
 * @param request - any runtime's `Request`
 * @param model - the model, where it is known; else it is looked for in the body
 */
export async function readReportRequest(request: Request, model?: string): Promise<ReportRequest> {
  const { method, url, headers } = request;
  return { method, url, headers, model, body: await bodyOf(request) };
}

async function bodyOf(request: Request): Promise<unknown> {
  if (request.bodyUsed) return request.body ?? new ReadableStream();
  const bytes = await request.clone().arrayBuffer();
  if (bytes.byteLength === 0) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^(?:multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) return bytes;
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    // A form that cannot be read may be the very fault: how large it was is all there is to say.
    return bytes;
  }
}
