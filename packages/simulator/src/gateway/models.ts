import type { Endpoint } from "./request/endpoint.ts";

const ids = ["gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "text-embedding-3-small", "gpt-image-1", "sora-2"];

const model = (id: string) => ({ id, object: "model", created: 1_626_777_600, owned_by: "comet" });

export const models: Endpoint = {
  method: "GET",
  path: "/v1/models",
  input: "none",
  answer: () => ({ body: { object: "list", data: ids.map(model) } }),
};

export const oneModel: Endpoint = {
  method: "GET",
  path: "/v1/models/:model",
  input: "none",
  model: "path",
  answer: (call) => ({ body: model(call.model) }),
};

/** The catalogue of the web site, which needs no key. */
export const catalogue: Endpoint = {
  method: "GET",
  path: "/api/models",
  input: "none",
  isPublic: true,
  answer: () => ({ body: { success: true, data: ids.map((id) => ({ id })) } }),
};
