import type { JsonValue } from "../reply.ts";
import { sseData, sseDone } from "../sse.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { requireFields, requireMessages } from "./fields.ts";
import { greeting, greetingParts, inputTokens, outputTokens, totalTokens } from "./greeting.ts";

const usage = { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: totalTokens };

export const chatCompletions: Endpoint = {
  method: "POST",
  path: "/v1/chat/completions",
  input: "json",
  model: "body",
  check: requireMessages,
  answer: (call) => (call.body.stream === true ? { chunks: chatStream(call) } : { body: chatCompletion(call) }),
};

/** The older route, with a `prompt` and a `text`. */
export const completions: Endpoint = {
  method: "POST",
  path: "/v1/completions",
  input: "json",
  model: "body",
  check: requireFields({ prompt: "field prompt is required" }),
  answer: ({ body, model, requestId, created }) => {
    const reply = (text: string, finish_reason: string | null) => ({
      id: `cmpl-${requestId}`,
      object: "text_completion",
      created,
      model,
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    });
    if (body.stream !== true) return { body: { ...reply(greeting, "stop"), usage } };
    return {
      chunks: [...greetingParts.map((part) => sseData(reply(part, null))), sseData(reply("", "stop")), sseDone],
    };
  },
};

function chatCompletion({ model, requestId, created }: Call): JsonValue {
  const message = { role: "assistant", content: greeting, refusal: null };
  return {
    id: `chatcmpl-${requestId}`,
    object: "chat.completion",
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage,
    system_fingerprint: null,
  };
}

function chatStream({ body, ...call }: Call): string[] {
  const chunks = [
    chatChunk(call, { role: "assistant", content: "" }),
    ...greetingParts.map((content) => chatChunk(call, { content })),
    chatChunk(call, {}, "stop"),
  ];
  const { include_usage } = (body.stream_options ?? {}) as { include_usage?: unknown };
  if (include_usage === true) chunks.push(sseData({ ...chunkHead(call), choices: [], usage }));
  return [...chunks, sseDone];
}

type Head = Pick<Call, "model" | "requestId" | "created">;

/** One `data:` event of a chat stream. */
export function chatChunk(head: Head, delta: JsonValue, finish_reason: string | null = null): string {
  return sseData({ ...chunkHead(head), choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
}

function chunkHead({ model, requestId, created }: Head) {
  return { id: `chatcmpl-${requestId}`, object: "chat.completion.chunk", created, model, system_fingerprint: null };
}
