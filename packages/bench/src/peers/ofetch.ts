import { FetchError, ofetch } from "ofetch";
import type { Connect } from "./client.ts";
import { authorization, chat, chatUrl, readMessage, readParts, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const client = ofetch.create({
    method: "POST",
    headers: authorization(target),
    retry: target.maxRetries,
    retryDelay: 500,
  });
  const url = chatUrl(target);
  return {
    chat: () => client(url, { body: chat }),
    stream: async () => new Response(await client(url, { body: streamedChat, responseType: "stream" })).text(),
    read(error) {
      if (!(error instanceof FetchError) || error.response === undefined) return readMessage(error);
      return readParts(error.status, error.response.headers.get(requestIdHeader), error.data);
    },
  };
};
