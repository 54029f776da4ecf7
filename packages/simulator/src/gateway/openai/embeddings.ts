import { vectorOf } from "../model/vector.ts";
import type { Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";
import { countWithin } from "../request/read-fields.ts";

/** As many numbers as `text-embedding-3-small` has. */
const usualDimensions = 1536;

export const embeddings: Endpoint = {
  method: "POST",
  path: "/v1/embeddings",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is empty" }),
  answer: ({ body, model }) => {
    const isList = Array.isArray(body.input) && typeof body.input[0] !== "number";
    const inputs: readonly unknown[] = isList ? (body.input as unknown[]) : [body.input];
    const embed = (input: unknown) => {
      const vector = vectorOf(JSON.stringify(input), countWithin(body, "dimensions", 4096) ?? usualDimensions);
      return body.encoding_format === "base64" ? packed(vector) : vector;
    };
    return {
      body: {
        object: "list",
        data: inputs.map((input, index) => ({ object: "embedding", index, embedding: embed(input) })),
        model,
        usage: { prompt_tokens: 2 * inputs.length, total_tokens: 2 * inputs.length },
      },
    };
  },
};

/** The same numbers as 32-bit floats, which the OpenAI SDK asks for by default. */
function packed(vector: readonly number[]): string {
  const bytes = new Uint8Array(Float32Array.from(vector).buffer);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
