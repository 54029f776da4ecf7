import pRetry from "p-retry";
import type { Connect } from "./client.ts";
import { chatInit, chatUrl, isWorthRepeating, orThrow, readHttpError, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const options = {
    retries: target.maxRetries,
    shouldRetry: ({ error }: { error: Error }) => isWorthRepeating(error),
    ...(target.totalTimeout !== undefined && { maxRetryTime: target.totalTimeout }),
  };
  const url = chatUrl(target);
  const send = async (init: RequestInit) => orThrow(await fetch(url, init));
  const [init, streamed] = [chatInit(target), chatInit(target, streamedChat)];
  return {
    chat: () => pRetry(async () => (await send(init)).json(), options),
    stream: async () => (await pRetry(() => send(streamed), options)).text(),
    read: readHttpError,
  };
};
