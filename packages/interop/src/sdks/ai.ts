import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, embed, generateText, RetryError, StreamProviderError, streamText } from "ai";
import type { Setup } from "../setup.ts";
import { readEnvelope } from "./read-envelope.ts";
import { event, greeting, malformedChat, plantedPrompt, type Sdk } from "./sdk.ts";
import { byStatus, type MaxRetries } from "./settings.ts";

const providerOf = ({ baseURL, apiKey, fetch }: Setup) =>
  createOpenAICompatible({ name: "cometapi", baseURL, apiKey, ...(fetch && { fetch }) });

const chatOf = (setup: Setup) => ({ model: providerOf(setup)("gpt-5-mini"), prompt: plantedPrompt });

const chunk = event({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  choices: [{ index: 0, delta: { content: "Hel" } }],
});
const serverError = {
  message: "The server had an error (request id: {{requestId}})",
  type: "server_error",
  param: null,
  code: "server_error",
};

export const ai: Sdk<MaxRetries> = {
  name: "ai",
  malformed: malformedChat,
  settings: byStatus,
  calls: [
    {
      name: "generateText",
      path: "/v1/chat/completions",
      answer: greeting,
      send: async (setup, own) => (await generateText({ ...chatOf(setup), ...own })).text,
    },
    {
      name: "streamText",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        let text = "";
        for await (const part of streamText({ ...chatOf(setup), ...own, onError() {} }).fullStream) {
          if (part.type === "error") throw part.error;
          if (part.type === "text-delta") text += part.text;
        }
        return text;
      },
      deaths: {
        "a clean cut": { chunks: [chunk], code: "stream-cut" },
        "a reset": { chunks: [chunk], end: "reset", code: "connection-reset" },
        "an error": { chunks: [chunk, event({ error: serverError })], code: "server_error" },
        "raw JSON": { chunks: [chunk, JSON.stringify({ error: serverError })], code: "server_error" },
      },
    },
    {
      name: "embed",
      path: "/v1/embeddings",
      answer: 1536,
      async send(setup, own) {
        const model = providerOf(setup).embeddingModel("text-embedding-3-small");
        return (await embed({ model, value: plantedPrompt, ...own })).embedding.length;
      },
    },
  ],
  prints: ["prompt"],
  read(error) {
    const last = RetryError.isInstance(error) ? error.lastError : error;
    if (StreamProviderError.isInstance(last)) {
      const { code, message } = last;
      // It has no headers: the id can only be in the message.
      return { code: String(code), message, requestId: /\(request id: (\w+)\)/.exec(message)?.[1] };
    }
    if (!APICallError.isInstance(last)) throw last;
    const { statusCode, message, data, responseHeaders } = last;
    return { status: statusCode, code: readEnvelope(data).code, message, requestId: responseHeaders?.["x-request-id"] };
  },
};
