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
      const { response, config, error: inner } = link;
      // An event or a result that holds what was thrown.
      const isThrown = inner instanceof Error;
      if (isThrown) error = inner;
      const headers = link.headers ?? link.responseHeaders ?? response?.headers ?? undefined;
      // To the error of a stream, which came without a response, ai gives a status of its own making, and the type of its data.
      const isOfStream = !headers && isTyped(link) && (link.data?.error ?? link.data)?.type === link.type;
      const status = isOfStream
        ? undefined
        : numberIn(link.status ?? link.statusCode ?? response?.status ?? response?.statusCode);
      const body: unknown =
        (isThrown ? undefined : inner) ??
        link.responseBody ??
        link.data ??
        response?.data ??
        unlessStream(link.body) ??
        textIn(response?.body) ??
        textIn(response?.text) ??
        textIn(link.text) ??
        // An event that ai did not expect.
        (link.value?.error ? link.value : undefined);
      const inMessage = jsonIn(link.message);
      if (status !== undefined || body !== undefined) {
        const url = textIn(link.url ?? response?.url ?? config?.url);
        return { status, headers, body: body ?? inMessage, error, request: { url } };
      }
      // A wrapper's message may quote the body of the response that its cause holds.
      if (inMessage) bare ??= { body: inMessage, error };
      // The error member of a body; ai passes it on from a stream unchanged, Mastra as an Error.
      const isBare = isTyped(link) || (!(link instanceof Error) && textIn(link.message) && textIn(link.code));
      if (isBare && !inner) bare ??= { body: { error: link }, error };
      link = link.lastError ?? link.cause ?? inner;
    }
  } catch {
    // A getter threw: what was read before it still counts.
  }
  return bare ?? { error };
}

/** Whether it says what it is, as the error member of a body does. */
const isTyped = (value: Json | null | undefined): boolean => Boolean(textIn(value?.message) && textIn(value?.type));

/** The body that an SDK made a message of, whether or not words precede it. */
const jsonIn = (message: unknown): string | undefined => /(?:^\{|\{\s*"error").*/s.exec(textIn(message) ?? "")?.[0];

const unlessStream = (body: Json | null | undefined): unknown => (body?.getReader || body?.pipe ? undefined : body);
const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
