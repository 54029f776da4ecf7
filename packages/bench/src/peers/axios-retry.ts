import axios, { isAxiosError } from "axios";
import axiosRetry, { exponentialDelay, isNetworkError, isRetryableError } from "axios-retry";
import type { Connect } from "./client.ts";
import { authorization, baseUrl, chat, readMessage, readParts, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const instance = axios.create({ baseURL: baseUrl(target), headers: authorization(target) });
  axiosRetry(instance, {
    retries: target.maxRetries,
    retryDelay: exponentialDelay,
    retryCondition: (error) => isNetworkError(error) || isRetryableError(error),
  });
  return {
    chat: async () => (await instance.post("/chat/completions", chat)).data,
    async stream() {
      const { data } = await instance.post("/chat/completions", streamedChat, { responseType: "stream" });
      return readAll(data);
    },
    read(error) {
      if (!isAxiosError(error) || error.response === undefined) return readMessage(error);
      const { status, headers, data } = error.response;
      return readParts(status, headers[requestIdHeader], data);
    },
  };
};

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}
