import got, { HTTPError } from "got";
import type { Connect } from "./client.ts";
import { authorization, chat, chatUrl, readMessage, readParts, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const client = got.extend({
    headers: authorization(target),
    retry: { limit: target.maxRetries, methods: ["POST"] },
  });
  const url = chatUrl(target);
  return {
    chat: () => client.post(url, { json: chat }).json(),
    async stream() {
      let text = "";
      for await (const chunk of client.stream.post(url, { json: streamedChat })) text += String(chunk);
      return text;
    },
    read(error) {
      if (!(error instanceof HTTPError)) return readMessage(error);
      const { statusCode, headers, body } = error.response;
      const id = headers[requestIdHeader];
      return readParts(statusCode, typeof id === "string" ? id : undefined, body);
    },
  };
};
