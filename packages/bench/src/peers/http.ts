import type { Reading, Target } from "./client.ts";

/** The chat that every client sends. */
export const chat = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: "Hello" }] };
export const streamedChat = { ...chat, stream: true as const };

export const baseUrl = ({ origin, prefix }: Target): string => `${origin}${prefix}`;
export const chatUrl = (target: Target): string => `${baseUrl(target)}/chat/completions`;
export const authorization = ({ apiKey }: Target) => ({ authorization: `Bearer ${apiKey}` });

/** The same request for every client that accepts the arguments of `fetch`. */
export function chatInit(target: Target, body: object = chat) {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...authorization(target) },
    body: JSON.stringify(body),
  } as const;
}

/** What users of a bare `fetch` write: an error with the status, the headers and the body. */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor(response: Response, body: string) {
    super(`HTTP ${response.status}`);
    this.status = response.status;
    this.headers = response.headers;
    this.body = body;
  }
}

/** @throws HttpError unless the status is a success */
export async function orThrow(response: Response): Promise<Response> {
  if (!response.ok) throw new HttpError(response, await response.text());
  return response;
}

/** What can be read if a client returns status, headers and body unchanged. */
export function readParts(status?: number, requestId?: string | null, body?: unknown): Reading {
  const parsed = typeof body === "string" ? parse(body) : body;
  const { error } = (parsed ?? {}) as { error?: { code?: string; message?: string } };
  const message = error?.message ?? (typeof body === "string" ? body : undefined);
  return { status, code: error?.code, message, requestId: requestId ?? undefined };
}

export function readHttpError(error: unknown): Reading {
  if (!(error instanceof HttpError)) return readMessage(error);
  return readParts(error.status, error.headers.get(requestIdHeader), error.body);
}

export const readMessage = (error: unknown): Reading => ({
  message: error instanceof Error ? error.message : undefined,
});

/** The header in which the gateway sends the id of a request. */
export const requestIdHeader = "x-oneapi-request-id";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The statuses that the SDKs of this field retry. Retry libraries that have no list of their own are given this one, as a
 * careful user would do.
 */
export function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof HttpError)) return true;
  return [408, 409, 429].includes(error.status) || error.status >= 500;
}
