import type { Endpoint } from "./endpoint.ts";
import { requireFields } from "./fields.ts";

const vector = [0.0123, -0.0456, 0.0789, -0.0012, 0.0345, -0.0678, 0.0901, -0.0234];

export const embeddings: Endpoint = {
  method: "POST",
  path: "/v1/embeddings",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is empty" }),
  answer: ({ body, model }) => {
    const inputs = Array.isArray(body.input) && typeof body.input[0] !== "number" ? body.input : [body.input];
    return {
      body: {
        object: "list",
        data: inputs.map((_, index) => ({ object: "embedding", index, embedding: vector })),
        model,
        usage: { prompt_tokens: 2 * inputs.length, total_tokens: 2 * inputs.length },
      },
    };
  },
};
