import { unlessAborted } from "@comet-triage/core";
import { isPreflight } from "./cors.ts";
import type { Policy } from "./options.ts";
import type { Refusal } from "./refusals.ts";

/** Why a request may not pass, or `undefined`. Decides by method, URL and headers, before the body is read. */
export async function guard<Env, Context>(
  request: Request,
  url: URL,
  env: Env,
  context: Context,
  { origins, methodsOf, authorize }: Policy<Env, Context>,
): Promise<Refusal | undefined> {
  const origin = request.headers.get("origin");
  if (origin !== null && !origins.has(origin) && !isOwnPage(request)) {
    return { rule: "edge-origin", message: `Pages of ${quoted(origin)} may not call this service` };
  }
  const methods = methodsOf(url.pathname);
  if (methods.length === 0) {
    const longer = `/v1${url.pathname}`;
    const hint = methodsOf(longer).length === 0 ? "" : `; ${quoted(longer)} is, so end the base URL in /v1`;
    return { rule: "edge-path", message: `${quoted(url.pathname)} is not served here${hint}` };
  }
  const isAsking = isPreflight(request);
  const method = isAsking ? (request.headers.get("access-control-request-method") ?? "") : request.method;
  if (!methods.includes(method)) {
    const message = `${quoted(url.pathname)} accepts ${methods.join(", ")}, not ${quoted(method)}`;
    return { rule: "edge-method", message, headers: { allow: methods.join(", ") } };
  }
  // A browser's preflight request has no credentials.
  if (isAsking || (await isAuthorized(() => authorize(request, env, context), request.signal))) return undefined;
  return { rule: "edge-unauthorized", message: "This service does not know you" };
}

/**
 * Whether the page that calls was served from here, in the words of the browser. No page can set this header, and browsers send it
 * over https and to localhost alone. So a page that points its own name at this service (DNS rebinding) is not taken for one of
 * ours, as it would be if `Origin` were compared with the `Host` in the request's URL. Whoever is no browser may lie, as
 * they may leave out `Origin`: that is what `authorize` is for.
 */
const isOwnPage = ({ headers }: Request): boolean => headers.get("sec-fetch-site") === "same-origin";

/** Ends when the caller leaves, even if the answer never comes. Most answers come at once, which is cheaper without listening. */
async function isAuthorized(ask: () => unknown, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const answer = ask();
    return answer === true || (await unlessAborted(answer, signal ? [signal] : [])) === true;
  } catch {
    return false;
  }
}

/** What a caller sent, shortened and in plain characters. */
const quoted = (text: string): string => text.slice(0, 100).replace(/[^\x21-\x7e]|["\\<>]/g, "?");
