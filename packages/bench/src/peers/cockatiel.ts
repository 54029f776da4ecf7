import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import type { Connect } from "./client.ts";
import { chatInit, chatUrl, isWorthRepeating, orThrow, readHttpError, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const policy = retry(handleWhen(isWorthRepeating), {
    maxAttempts: target.maxRetries,
    backoff: new ExponentialBackoff(),
  });
  const url = chatUrl(target);
  const send = async (init: RequestInit) => orThrow(await fetch(url, init));
  const [init, streamed] = [chatInit(target), chatInit(target, streamedChat)];
  return {
    chat: () => policy.execute(async () => (await send(init)).json()),
    stream: async () => (await policy.execute(() => send(streamed))).text(),
    read: readHttpError,
  };
};
