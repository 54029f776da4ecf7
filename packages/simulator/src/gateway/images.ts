import type { JsonValue } from "../reply.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { requireFields } from "./fields.ts";

/** One grey pixel. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

export const imageGenerations: Endpoint = {
  method: "POST",
  path: "/v1/images/generations",
  input: "json",
  model: "body",
  check: requireFields({ prompt: "prompt is required" }),
  answer: (call) => ({ body: images(call) }),
};

/** Takes multipart forms, as the SDKs send them, and JSON. */
export const imageEdits: Endpoint = {
  method: "POST",
  path: "/v1/images/edits",
  input: "form",
  model: "body",
  check: requireFields({ image: "image is required", prompt: "prompt is required" }),
  answer: (call) => ({ body: images(call) }),
};

function images({ body, created }: Call): JsonValue {
  const count = Math.min(Math.max(Math.trunc(Number(body.n ?? 1)) || 1, 1), 10);
  const image = body.response_format === "url" ? { url: "https://files.example/image.png" } : { b64_json: png };
  return { created, data: Array.from({ length: count }, () => image) };
}
