import { createFetch, type TriageFetch, verdictOf } from "@comet-triage/fetch";
import type { Client, Connect, Target } from "./client.ts";
import { chatInit, chatUrl, streamedChat } from "./http.ts";

/** Defaults, except for the number of retries, which all clients share. */
export const ownOptions = ({ maxRetries, totalTimeout }: Target) => ({
  maxRetries,
  ...(totalTimeout !== undefined && { totalTimeout }),
});

class FailedCall extends Error {
  readonly verdict: ReturnType<typeof verdictOf>;

  constructor(response: Response) {
    super(`HTTP ${response.status}`);
    this.verdict = verdictOf(response);
  }
}

export const connect: Connect = (target) => clientOf(target, createFetch(ownOptions(target)));

export function clientOf(target: Target, triaged: TriageFetch): Client {
  const url = chatUrl(target);
  const send = async (init: RequestInit) => {
    const response = await triaged(url, init);
    if (!response.ok) throw new FailedCall(response);
    return response;
  };
  const [init, streamed] = [chatInit(target), chatInit(target, streamedChat)];
  return {
    chat: async () => (await send(init)).json(),
    async stream() {
      const response = await send(streamed);
      const text = await response.text();
      if (verdictOf(response)) throw new FailedCall(response);
      return text;
    },
    read: (error) => (error instanceof FailedCall ? error.verdict : verdictOf(error)) ?? {},
  };
}
