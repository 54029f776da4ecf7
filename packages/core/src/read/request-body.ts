/** How much of a body is searched for the model, in characters or bytes, at each end. */
const modelWindow = 16_384;

/** Whether a request's body can be read only once: a stream of any kind, or an iterator. */
export const isOneShot = (body: unknown): boolean =>
  typeof body === "object" && body !== null && ("getReader" in body || "pipe" in body || Symbol.asyncIterator in body);

/** The model that a request names in its body or its path. */
export const modelOf = (body: unknown, url: string): string | undefined =>
  modelIn(body) ?? /\/models\/([^/:?#]{1,200}):/.exec(url)?.[1];

function modelIn(body: unknown): string | undefined {
  if (body instanceof FormData || body instanceof URLSearchParams) {
    const model = body.get("model");
    return typeof model === "string" ? model : undefined;
  }
  const text = typeof body === "string" ? endsOf(body) : body instanceof Uint8Array ? textOfEnds(body) : "";
  return (/"model"\s*:\s*"([^"\\]{1,200})"/.exec(text) ?? /name="model"\r\n\r\n([^\r\n]{1,200})/.exec(text))?.[1];
}

const isLong = (length: number): boolean => length > 2 * modelWindow;

const endsOf = (text: string): string =>
  isLong(text.length) ? text.slice(0, modelWindow) + text.slice(-modelWindow) : text;

const decoder = /* @__PURE__ */ new TextDecoder();

function textOfEnds(bytes: Uint8Array): string {
  if (!isLong(bytes.byteLength)) return decoder.decode(bytes);
  return decoder.decode(bytes.subarray(0, modelWindow)) + decoder.decode(bytes.subarray(-modelWindow));
}
