import { readHead, rejoin } from "@comet-triage/core";

/**
 * Reads the body, so that it can be sent again.
 *
 * @returns `undefined` when there is none; `"too-large"` as soon as it is longer than `limitBytes`, without reading on;
 * `"broken"` if the body ends too early, or has been read before
 */
export async function readBody(
  request: Request,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | "too-large" | "broken" | undefined> {
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const { headers } = request;
  const declared = headers.get("content-length");
  if (Number(declared) > limitBytes) return "too-large";
  try {
    // A server reads no further than the declared length. Reading the body at once, without a stream, is cheaper than by chunks.
    if (declared !== null && !headers.has("transfer-encoding")) {
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.byteLength === 0) return undefined;
      return bytes.byteLength > limitBytes ? "too-large" : bytes;
    }
    if (request.body === null) return undefined;
    const head = await readHead(request.body, limitBytes + 1);
    if (head.isWhole) return (rejoin(head) ?? new Uint8Array()) as Uint8Array<ArrayBuffer>;
    head.reader?.cancel().catch(() => {});
    return "too-large";
  } catch {
    return "broken";
  }
}
