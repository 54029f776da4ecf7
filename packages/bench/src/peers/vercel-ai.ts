import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, RetryError, streamText } from "ai";
import type { Connect } from "./client.ts";
import { baseUrl, chat, readMessage, readParts, requestIdHeader } from "./http.ts";

export const connect: Connect = (target) => {
  const provider = createOpenAICompatible({ name: "comet", baseURL: baseUrl(target), apiKey: target.apiKey });
  const { maxRetries, totalTimeout } = target;
  const settings = {
    model: provider(chat.model),
    prompt: "Hello",
    maxRetries,
    ...(totalTimeout !== undefined && { timeout: totalTimeout }),
  };
  return {
    chat: () => generateText(settings),
    async stream() {
      let text = "";
      for await (const part of streamText({ ...settings, onError() {} }).fullStream) {
        if (part.type === "error") throw part.error;
        if (part.type === "text-delta") text += part.text;
      }
      return text;
    },
    read(error) {
      const last = RetryError.isInstance(error) ? error.lastError : error;
      if (!APICallError.isInstance(last)) return readMessage(last);
      return readParts(last.statusCode, last.responseHeaders?.[requestIdHeader], last.responseBody);
    },
  };
};
