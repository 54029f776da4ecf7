import type { ClientRequest } from "../subject.ts";
import type { Vector } from "../vector.ts";

/** A request that the healthy gateway accepts on each of its chat routes. */
const chat = { model: "gpt-5-mini", max_tokens: 64, messages: [{ role: "user", content: "Hello" }] };

/** @param script - the name under which the server knows the vector's replies */
export function requestFrom(vector: Vector, origin: string, script: string): ClientRequest {
  const {
    method = "POST",
    path = "/v1/chat/completions",
    headers = {},
    stream,
    oneShot,
    options = {},
  } = vector.request ?? {};
  const { body = stream ? { ...chat, stream } : chat } = vector.request ?? {};
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    method,
    url: origin + path,
    headers: {
      authorization: "Bearer sk-conformance",
      ...(method !== "GET" && { "content-type": "application/json" }),
      ...headers,
      "x-simulate": script,
    },
    ...(method !== "GET" && { body: oneShot ? new Blob([text]).stream() : text }),
    options,
  };
}
