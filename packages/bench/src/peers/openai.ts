import OpenAI, { APIError } from "openai";
import type { Client, Connect, Target } from "./client.ts";
import { baseUrl, chat, readMessage, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => clientOf(target, {});

/** The SDK, with or without our `fetch` below it. */
export function clientOf(target: Target, options: ConstructorParameters<typeof OpenAI>[0]): Client {
  const { apiKey, maxRetries } = target;
  const openai = new OpenAI({ baseURL: baseUrl(target), apiKey, maxRetries, ...options });
  return {
    chat: () => openai.chat.completions.create(chat),
    async stream() {
      let text = "";
      for await (const { choices } of await openai.chat.completions.create(streamedChat)) {
        text += choices[0]?.delta.content ?? "";
      }
      return text;
    },
    read(error) {
      if (!(error instanceof APIError)) return readMessage(error);
      const { status, code, message, headers } = error;
      const requestId = error.requestID ?? headers?.get(requestIdHeader);
      return { status, code: code ?? undefined, message, requestId: requestId ?? undefined };
    },
  };
}
