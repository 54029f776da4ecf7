import type { JsonValue } from "../../reply/reply.ts";
import { sseEvent } from "../../reply/sse.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";
import { countWithin } from "../request/read-fields.ts";

/** One grey pixel. */
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

export const imageGenerations: Endpoint = {
  method: "POST",
  path: "/v1/images/generations",
  input: "json",
  model: "body",
  check: requireFields({ prompt: "prompt is required" }),
  answer: (call) => answerWithImages(call, "image_generation"),
};

/** Accepts multipart forms, as the SDKs send them, and JSON. */
export const imageEdits: Endpoint = {
  method: "POST",
  path: "/v1/images/edits",
  input: "form",
  model: "body",
  check: requireFields({ image: "image is required", prompt: "prompt is required" }),
  answer: (call) => answerWithImages(call, "image_edit"),
};

function answerWithImages({ body, created }: Call, job: string) {
  const images = Array.from({ length: countWithin(body, "n", 10) ?? 1 }, (_, index) => index);
  if (String(body.stream) === "true") {
    return { chunks: images.flatMap(() => imageStream(job, created, countWithin(body, "partial_images", 3) ?? 0)) };
  }
  const image = body.response_format === "url" ? { url: "https://files.example/image.png" } : { b64_json: png };
  return { body: { created, data: images.map(() => image) } };
}

function imageStream(job: string, created_at: number, partialImages: number): string[] {
  const image = {
    b64_json: png,
    created_at,
    size: "1024x1024",
    quality: "high",
    background: "opaque",
    output_format: "png",
  };
  const partial = (_: unknown, partial_image_index: number) =>
    sseEvent({ type: `${job}.partial_image`, ...image, partial_image_index });
  return [
    ...Array.from({ length: partialImages }, partial),
    sseEvent({ type: `${job}.completed`, ...image, usage: imageUsage }),
  ];
}

const imageUsage: JsonValue = {
  input_tokens: 9,
  input_tokens_details: { text_tokens: 9, image_tokens: 0 },
  output_tokens: 100,
  total_tokens: 109,
};
