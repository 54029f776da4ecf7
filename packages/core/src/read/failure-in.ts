import type { Failure } from "../failure.ts";
import { maxLinks } from "./causes.ts";
import type { Json } from "./json.ts";

/**
 * Extracts from an SDK's error the response that it was made from, for {@link classify}.
 *
 * Knows no SDK by name: it looks for status, headers and body where the errors of openai, Anthropic's SDK, Google's, ai,
 * axios, got, ky, ofetch, undici, superagent, wretch and generated clients keep them, and in their causes; an event or part
 * of a stream may be the body's error itself. Total: an error that holds no response counts as a transport error.
 */
export function failureIn(error: unknown): Failure {
  let bare: Failure | undefined;
  try {
    let link = error as Json | null | undefined;
    for (let depth = 0; depth < maxLinks && link; depth++) {
      const { response, config, message, error: inner } = link;
      // An event or a result that holds what was thrown.
      if (inner instanceof Error) error = inner;
      const headers = link.headers ?? link.responseHeaders ?? response?.headers ?? undefined;
      const status = headers || !isOfStream(link) ? statusIn(link) : undefined;
      if (status !== undefined) bare = { status, headers, error };
      const body = bodyIn(link);
      if (status !== undefined || body !== undefined) {
        const url = textIn(link.url ?? response?.url ?? config?.url);
        return { status, headers, body: body ?? (bodyBesideStatus(link) || jsonIn(message)), error, request: { url } };
      }
      // What a wrapper quotes counts only if no cause holds a response.
      const quoted = jsonIn(message) ?? refusedEvent(link);
      if (quoted) bare ??= { body: quoted, error };
      // The error member of a body; ai passes it on from a stream unchanged, Mastra as an Error.
      const isBare = isTyped(link) || (!(link instanceof Error) && textIn(message) && textIn(link.code));
      if (isBare && !inner) bare ??= { body: { error: link }, error };
      link = link.lastError ?? link.cause ?? inner;
    }
  } catch {
    // A getter threw: what was read before it still counts.
  }
  return bare ?? { error };
}

/** To the error of a stream, which came without a response, ai gives a status of its own making, and the type of its data. */
const isOfStream = (link: Json): boolean => isTyped(link) && (link.data?.error ?? link.data)?.type === link.type;

const statusIn = ({ status, statusCode, response }: Json): number | undefined =>
  numberIn(status ?? statusCode ?? response?.status ?? response?.statusCode);

const bodyIn = ({ error, responseBody, data, response }: Json): unknown =>
  (error instanceof Error ? undefined : error) ?? responseBody ?? data ?? response?.data ?? textIn(response?.body);

/** Where some errors keep the body; in others these hold the request, or the model's answer. */
const bodyBesideStatus = ({ body, response, text }: Json): unknown =>
  unlessStream(body) ?? textIn(response?.text) ?? textIn(text);

/** An event of a stream that ai did not expect. */
const refusedEvent = ({ value }: Json): unknown => (textIn(value?.error?.message) ? value : undefined);

/** Whether it says what it is, as the error member of a body does. */
const isTyped = (value: Json | null | undefined): boolean => Boolean(textIn(value?.message) && textIn(value?.type));

/** The body that an SDK made a message of, whether or not words precede it. */
const jsonIn = (message: unknown): string | undefined => /(?:^\{|\{\s*"error").*/s.exec(textIn(message) ?? "")?.[0];

const unlessStream = (body: Json | null | undefined): unknown => (body?.getReader || body?.pipe ? undefined : body);
const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
