import Anthropic, { APIError } from "@anthropic-ai/sdk";
import type { Connect } from "./client.ts";
import { chat, readMessage, requestIdHeader } from "./http.ts";

const message = { ...chat, max_tokens: 100 };

/** It uses another protocol, on `/v1/messages`, and adds `/v1` itself: a wrong base URL leads to another wrong path. */
export const connect: Connect = ({ origin, prefix, apiKey, maxRetries }) => {
  const baseURL = prefix === "" ? `${origin}/wrong` : origin;
  const anthropic = new Anthropic({ baseURL, apiKey, maxRetries });
  return {
    chat: () => anthropic.messages.create(message),
    async stream() {
      let text = "";
      for await (const event of await anthropic.messages.create({ ...message, stream: true })) {
        if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
      }
      return text;
    },
    read(error) {
      if (!(error instanceof APIError)) return readMessage(error);
      const { error: body } = (error.error ?? {}) as { error?: { code?: string } };
      const requestId = error.requestID ?? error.headers?.get(requestIdHeader);
      return {
        status: error.status,
        code: body?.code,
        message: error.message,
        requestId: requestId ?? undefined,
      };
    },
  };
};
