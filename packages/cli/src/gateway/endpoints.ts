import type { Fields } from "../json.ts";

/** A documented endpoint, with what the walk has to know about it. */
export interface Endpoint {
  /** The documented path; `{model}`, `{action}` and `{id}` stand for one part. */
  readonly path: string;
  /** What SDKs add it to: the base URL with `/v1`, or its origin. */
  readonly base: "v1" | "origin";
  /** The smallest request that works, for endpoints where that costs next to nothing. */
  readonly minimal?: (model: string) => Fields;
}

const hello = [{ role: "user", content: "Hello" }];
const gemini = () => ({ contents: [{ role: "user", parts: [{ text: "Hello" }] }] });

export const chat: Endpoint = {
  path: "/v1/chat/completions",
  base: "v1",
  minimal: (model) => ({ model, messages: hello }),
};

export const models: Endpoint = { path: "/v1/models", base: "v1" };

/**
 * Endpoints, those that take JSON first.
 *
 * @see https://apidoc.cometapi.com/llms.txt
 */
export const endpoints: readonly Endpoint[] = [
  chat,
  { path: "/v1/completions", base: "v1", minimal: (model) => ({ model, prompt: "Hello" }) },
  { path: "/v1/responses", base: "v1", minimal: (model) => ({ model, input: "Hello" }) },
  { path: "/v1/messages", base: "origin", minimal: (model) => ({ model, max_tokens: 16, messages: hello }) },
  { path: "/v1/embeddings", base: "v1", minimal: (model) => ({ model, input: "Hello" }) },
  { path: "/v1beta/models/{model}:generateContent", base: "origin", minimal: gemini },
  { path: "/v1beta/models/{model}:streamGenerateContent", base: "origin", minimal: gemini },
  { path: "/v1/images/generations", base: "v1" },
  { path: "/v1/images/edits", base: "v1" },
  { path: "/v1/audio/speech", base: "v1" },
  { path: "/v1/audio/transcriptions", base: "v1" },
  { path: "/v1/audio/translations", base: "v1" },
  { path: "/v1/videos", base: "v1" },
  models,
  { path: "/kling/v1/videos/text2video", base: "origin" },
  { path: "/kling/v1/videos/image2video", base: "origin" },
  { path: "/suno/submit/{action}", base: "origin" },
  { path: "/mj/submit/{action}", base: "origin" },
  { path: "/v1/models/{model}", base: "v1" },
  { path: "/v1/videos/{id}", base: "v1" },
  { path: "/v1/videos/{id}/content", base: "v1" },
  { path: "/kling/v1/videos/text2video/{id}", base: "origin" },
  { path: "/kling/v1/videos/image2video/{id}", base: "origin" },
  { path: "/suno/fetch/{id}", base: "origin" },
  { path: "/mj/task/{id}/fetch", base: "origin" },
];

/** The documented endpoint of a path, if there is one. */
export const endpointOf = (path: string): Endpoint | undefined => endpoints.find((one) => isPathOf(one, path));

function isPathOf({ path }: Endpoint, given: string): boolean {
  const parts = path.split(/\{\w+\}/);
  if (parts.length === 1) return given === path;
  const [start = "", end = ""] = parts;
  const filled = given.slice(start.length, end === "" ? undefined : -end.length);
  return given.startsWith(start) && given.endsWith(end) && /^[^/]+$/.test(filled);
}

/** The endpoint that a body seems to be made for. */
export function guessEndpoint(body: Fields | undefined): Endpoint {
  const path = body === undefined ? undefined : guessPath(body);
  return endpoints.find((endpoint) => endpoint.path === path) ?? chat;
}

function guessPath(body: Fields): string | undefined {
  if ("messages" in body) return "system" in body ? "/v1/messages" : chat.path;
  if ("input" in body) {
    if ("voice" in body) return "/v1/audio/speech";
    return /embed/i.test(`${body.model}`) ? "/v1/embeddings" : "/v1/responses";
  }
  if ("prompt" in body) {
    const isVideo = "seconds" in body || /sora|veo|video/i.test(`${body.model}`);
    return isVideo ? "/v1/videos" : "/v1/images/generations";
  }
  return undefined;
}
