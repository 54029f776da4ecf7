import type { Connect } from "./client.ts";
import { chatInit, chatUrl, orThrow, readHttpError, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const url = chatUrl(target);
  const send = async (init: RequestInit) => orThrow(await fetch(url, init));
  const [init, streamed] = [chatInit(target), chatInit(target, streamedChat)];
  return {
    chat: async () => (await send(init)).json(),
    stream: async () => (await send(streamed)).text(),
    read: readHttpError,
  };
};
