import { HttpResponse } from "@smithy/core/protocols";
import { resolveRetryConfig, retryMiddleware } from "@smithy/core/retry";
import type { Client, Connect, Target } from "./client.ts";
import { chatInit, chatUrl, HttpError, orThrow, readHttpError, streamedChat } from "./http.ts";

export const connect: Connect = (target) => clientOf(target, "standard");

/** The retry middleware of AWS's clients over `fetch`, with an error's details put where it looks for them. */
export function clientOf(target: Target, retryMode: "standard" | "adaptive"): Client {
  const middleware = retryMiddleware(resolveRetryConfig({ maxAttempts: target.maxRetries + 1, retryMode }));
  const url = chatUrl(target);
  const send = async (body?: object): Promise<Response> => {
    const next = async () => {
      const response = await fetch(url, chatInit(target, body)).then(orThrow).catch(explained);
      return { response, output: { $metadata: {} } };
    };
    const { response } = await middleware(next, {})({ input: {}, request: {} });
    return response as Response;
  };
  return {
    chat: async () => (await send()).json(),
    stream: async () => (await send(streamedChat)).text(),
    read: readHttpError,
  };
}

function explained(error: unknown): never {
  if (!(error instanceof HttpError)) throw error;
  const { status, headers } = error;
  throw Object.assign(error, {
    $metadata: { httpStatusCode: status },
    $response: new HttpResponse({ statusCode: status, headers: Object.fromEntries(headers) }),
  });
}
