import type { Json } from "./error-member.ts";
import type { Failure } from "./failure.ts";

/** Links of a cause chain that are looked at. */
const maxDepth = 10;

/**
 * What an SDK's error holds of the response that it was made of, for {@link classify}.
 *
 * Knows no SDK by name: status, headers and body are looked for where the errors of openai, Anthropic's SDK, ai, axios, got,
 * ky and ofetch have them, and in what caused those; an event or a part of a stream may be the body's error itself. Total: an
 * error that holds no response is a transport's.
 */
export function failureIn(error: unknown): Failure {
  try {
    let link = error as Json | null | undefined;
    for (let depth = 0; depth < maxDepth && link; depth++) {
      const { response, config, error: inner } = link;
      // An event or a result, which holds what was thrown.
      const isThrown = inner instanceof Error;
      if (isThrown) error = inner;
      const status = numberIn(link.status ?? link.statusCode ?? response?.status ?? response?.statusCode);
      const body: unknown =
        (isThrown ? undefined : inner) ?? link.responseBody ?? link.data ?? response?.data ?? textIn(response?.body);
      if (status !== undefined || body !== undefined) {
        const headers = link.headers ?? link.responseHeaders ?? response?.headers ?? undefined;
        const url = textIn(link.url ?? response?.url ?? config?.url);
        return { status, headers, body, error, request: { url } };
      }
      // What stands in a body as its error; ai hands it on from a stream as it is.
      const isBare = !inner && !(link instanceof Error) && textIn(link.message) && textIn(link.type ?? link.code);
      if (isBare) return { body: { error: link }, error };
      link = link.lastError ?? link.cause ?? inner;
    }
  } catch {
    // A getter threw: the error is all there is.
  }
  return { error };
}

const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
