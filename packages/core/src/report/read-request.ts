import { contentTypeIn } from "./read-headers.ts";
import type { ReportRequest } from "./types.ts";

/**
 * Prepares a request for `createReport` where that is asynchronous: a `Request` is described and a clone of it read,
 * and a multipart body in bytes becomes a form. Nothing is consumed; a body that already was is reported as a stream.
 *
 * @param request - any runtime's `Request`, or a description of what was sent
 */
export async function readReportRequest(request: Request | ReportRequest): Promise<ReportRequest> {
  if (!("clone" in request)) return { ...request, body: await asForm(request.body, request.headers) };
  const { method, url, headers } = request;
  if (request.bodyUsed) return { method, url, headers, body: request.body ?? new ReadableStream() };
  const bytes = await request.clone().arrayBuffer();
  return { method, url, headers, body: await asForm(bytes, headers) };
}

async function asForm(body: unknown, headers: ReportRequest["headers"]): Promise<unknown> {
  const type = contentTypeIn(headers);
  const isWhole = typeof body === "string" || body instanceof ArrayBuffer || ArrayBuffer.isView(body);
  if (!isWhole || !/^multipart\/form-data/i.test(type)) return body;
  try {
    return await new Response(body as BodyInit, { headers: { "content-type": type } }).formData();
  } catch {
    // A form that cannot be read may be the fault itself: only its size can be told.
    return body;
  }
}
