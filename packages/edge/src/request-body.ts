/**
 * Reads the body, so that it can be sent again.
 *
 * @returns `undefined` when there is none; `"too-large"` as soon as it is longer than `limitBytes`, without reading on
 * @throws what a body that breaks throws
 */
export async function readBody(
  request: Request,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | "too-large" | undefined> {
  if (request.body === null || request.method === "GET" || request.method === "HEAD") return undefined;
  const declared = request.headers.get("content-length");
  if (Number(declared) > limitBytes) return "too-large";
  // A server reads no further than was declared. In one piece is cheaper than in chunks.
  if (declared !== null && !request.headers.has("transfer-encoding")) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.byteLength > limitBytes ? "too-large" : bytes;
  }
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limitBytes) {
      reader.cancel().catch(() => {});
      return "too-large";
    }
    chunks.push(value);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
