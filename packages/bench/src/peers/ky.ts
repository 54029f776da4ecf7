import ky, { HTTPError } from "ky";
import type { Connect } from "./client.ts";
import { authorization, chat, chatUrl, readMessage, readParts, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const client = ky.create({
    headers: authorization(target),
    retry: { limit: target.maxRetries, methods: ["post"] },
    ...(target.totalTimeout !== undefined && { totalTimeout: target.totalTimeout }),
  });
  const url = chatUrl(target);
  return {
    chat: () => client.post(url, { json: chat }).json(),
    stream: async () => (await client.post(url, { json: streamedChat })).text(),
    read(error) {
      if (!(error instanceof HTTPError)) return readMessage(error);
      return readParts(error.response.status, error.response.headers.get(requestIdHeader), error.data);
    },
  };
};
