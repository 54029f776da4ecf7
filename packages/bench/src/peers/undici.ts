import { Agent, errors, RetryAgent, request } from "undici";
import type { Connect } from "./client.ts";
import { chatInit, chatUrl, readMessage, readParts, requestIdHeader, streamedChat } from "./http.ts";

export const connect: Connect = (target) => {
  const { maxRetries } = target;
  const dispatcher = new RetryAgent(new Agent(), { maxRetries, methods: ["GET", "POST"] });
  const url = chatUrl(target);
  const send = async (body?: object) => {
    const response = await request(url, { ...chatInit(target, body), dispatcher });
    if (response.statusCode >= 300) {
      throw new RefusedError(response.statusCode, response.headers[requestIdHeader], await response.body.text());
    }
    return response.body;
  };
  return {
    chat: async () => (await send()).json(),
    stream: async () => (await send(streamedChat)).text(),
    read(error) {
      if (error instanceof RefusedError) return readParts(error.status, error.requestId, error.body);
      if (!(error instanceof errors.RequestRetryError)) return readMessage(error);
      const { statusCode, headers } = error as { statusCode: number; headers?: Record<string, string> };
      return { status: statusCode, requestId: headers?.[requestIdHeader] };
    },
  };
};

/** For a status that the agent does not retry, it throws no error of its own. */
class RefusedError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly body: string;

  constructor(status: number, requestId: string | string[] | undefined, body: string) {
    super(`HTTP ${status}`);
    this.status = status;
    this.requestId = typeof requestId === "string" ? requestId : undefined;
    this.body = body;
  }
}
