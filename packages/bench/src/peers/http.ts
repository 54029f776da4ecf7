import type { Reading, Target } from "./client.ts";

/** The chat that every client asks for. */
export const chat = { model: "gpt-5-mini", messages: [{ role: "user" as const, content: "Hello" }] };
export const streamedChat = { ...chat, stream: true as const };

export const baseUrl = ({ origin, prefix }: Target): string => `${origin}${prefix}`;
export const chatUrl = (target: Target): string => `${baseUrl(target)}/chat/completions`;
export const authorization = ({ apiKey }: Target) => ({ authorization: `Bearer ${apiKey}` });

/** The same request for everything that takes what `fetch` takes. */
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

/** @throws HttpError unless the status says success */
export async function orThrow(response: Response): Promise<Response> {
  if (!response.ok) throw new HttpError(response, await response.text());
  return response;
}

/** What is readable where a client hands over status, headers and body as they came. */
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

/** Where the gateway writes the id of a request. */
export const requestIdHeader = "x-oneapi-request-id";

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The statuses that the SDKs of this field send again. Retry libraries without an opinion of their own get them, as a
 * careful user would write it.
 */
export function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof HttpError)) return true;
  return [408, 409, 429].includes(error.status) || error.status >= 500;
}
