import { errorBody, readFailure, removerOf, textOf, type Verdict } from "@comet-triage/core";
import { withStoryOf } from "@comet-triage/fetch";
import { returnHeaders } from "./headers.ts";

/**
 * The answer to a call that failed for good, in the envelope of the route, with the decision.
 *
 * @param result - the response that was returned, or what was thrown
 * @param key - is removed from everything the gateway says
 * @param method - of the request: only a GET may be redirected to a file
 */
export async function answerError(
  result: unknown,
  verdict: Verdict,
  url: URL,
  key: string | undefined,
  method: string,
): Promise<Response> {
  const response = result instanceof Response ? result : undefined;
  const status = response?.status ?? verdict.normalizedStatus;
  // The transport's errors name hosts that callers must not see: `verdictOf(answer)` keeps them.
  const isTold = verdict.status !== undefined;
  const said = isTold && response ? await readStart(response) : undefined;
  const headers = errorHeaders(verdict, returnHeaders(response?.headers ?? new Headers()));
  if (verdict.status !== undefined && verdict.status !== status) {
    headers.set("x-comet-original-status", String(verdict.status));
  }
  // Anything shorter is not a key, and could be part of any word.
  const remove = removerOf(key === undefined || key.length < 8 ? [] : [key]);
  const hide = (text: string): string => remove(text, () => {});
  const told = isTold ? verdict : { ...verdict, message: undefined };
  const isRedirect = method === "GET" && verdict.ruleId === "path-redirect";
  const answer = isRedirect ? errorBody({ ...told, ...redirected }, url.href) : errorBody(told, url.href, said);
  for (const [name, value] of [...headers]) headers.set(name, hide(value));
  return withStoryOf(result as object, new Response(hide(JSON.stringify(answer)), { status, headers }));
}

/** Instead of what the table says: a listed GET may be answered with the address of a file, and no path is wrong then. */
const redirected = {
  reason: "The gateway answered with a redirect, and this service follows none.",
  action:
    "In the service, check the option upstream. What the gateway keeps elsewhere cannot be fetched through the service.",
  steps: [],
};

/** The headers of every error. */
export function errorHeaders(verdict: Verdict, headers: Headers): Headers {
  const { ruleId, category, retryable, retryAfterMs, requestId } = verdict;
  for (const name of ["content-length", "content-encoding", "content-disposition", "etag"]) headers.delete(name);
  headers.set("content-type", "application/json");
  headers.set("cache-control", "no-store");
  headers.set("x-comet-rule", ruleId);
  headers.set("x-comet-category", category);
  headers.set("x-comet-retryable", String(retryable));
  // It has already been sent again as often as made sense.
  headers.set("x-should-retry", "false");
  if (retryAfterMs !== undefined) headers.set("retry-after", String(Math.ceil(retryAfterMs / 1000)));
  if (requestId !== undefined && /^[!-~]+$/.test(requestId)) headers.set("x-request-id", requestId);
  return headers;
}

/** As much of a failure's body as the decision used. If the rest breaks off, the failure has been judged already. */
async function readStart({ body, headers }: Response): Promise<string> {
  const { chunks, reader } = await readFailure(body);
  reader?.cancel().catch(() => {});
  return textOf(chunks, headers.get("content-type"));
}
