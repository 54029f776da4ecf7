import type { Endpoint } from "./endpoint.ts";
import { requireFields } from "./fields.ts";

const vector = [0.0123, -0.0456, 0.0789, -0.0012, 0.0345, -0.0678, 0.0901, -0.0234];

/** The same numbers as 32-bit floats, which is what the OpenAI SDK asks for unless told otherwise. */
const packed = btoa(String.fromCharCode(...new Uint8Array(Float32Array.from(vector).buffer)));

export const embeddings: Endpoint = {
  method: "POST",
  path: "/v1/embeddings",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is empty" }),
  answer: ({ body, model }) => {
    const embedding = body.encoding_format === "base64" ? packed : vector;
    const inputs = Array.isArray(body.input) && typeof body.input[0] !== "number" ? body.input : [body.input];
    return {
      body: {
        object: "list",
        data: inputs.map((_, index) => ({ object: "embedding", index, embedding })),
        model,
        usage: { prompt_tokens: 2 * inputs.length, total_tokens: 2 * inputs.length },
      },
    };
  },
};
