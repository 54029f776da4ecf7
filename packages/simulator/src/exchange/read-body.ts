export interface RequestBody {
  readonly text: string;
  /** Present for multipart bodies only, whose parts need not be text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** True if it is longer than the limit; `text` then contains its beginning. */
  readonly tooLarge: boolean;
}

export const emptyBody: RequestBody = { text: "", tooLarge: false };

/** Beyond this, the rest of a body is not read. */
const drainBytes = 64 * 1024 * 1024;

/**
 * Reads a request's body once. A body that is too large is nevertheless read to its end and thrown away, because a client
 * that is cut off in mid-upload would see a broken connection instead of the answer.
 *
 * @param header - looks up a request header
 * @throws whatever the connection throws when the client goes away
 */
export async function readBody(
  request: Request,
  header: (name: string) => string | null,
  limitBytes: number,
): Promise<RequestBody> {
  if (request.method === "GET" || request.method === "HEAD") return emptyBody;
  const multipart = header("content-type")?.startsWith("multipart/") ?? false;
  const declared = Number(header("content-length") ?? Number.NaN);
  if (declared <= limitBytes && !multipart) return { text: await request.text(), tooLarge: false };
  const { bytes, tooLarge } = await readBounded(request, limitBytes);
  const text = new TextDecoder().decode(bytes);
  return multipart ? { text, bytes, tooLarge } : { text, tooLarge };
}

async function readBounded(request: Request, limitBytes: number) {
  const kept: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader && size <= drainBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    if (size < limitBytes) kept.push(value.subarray(0, limitBytes - size));
    size += value.byteLength;
  }
  return { bytes: joinBytes(kept), tooLarge: size > limitBytes };
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}
