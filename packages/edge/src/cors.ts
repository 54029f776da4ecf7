import type { Policy } from "./options.ts";
import { changed } from "./return-answer.ts";

/** How long a browser may cache the answer to a preflight request, in seconds: the longest that Chromium allows. */
const maxAge = "7200";

/** Whether a request is a browser's preflight, which asks if a page may send the real one. */
export const isPreflight = ({ method, headers }: Request): boolean =>
  method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");

/** Any header may be sent: those that must not pass are dropped before the gateway. */
export function answerPreflight({ headers: asked }: Request, methods: readonly string[]): Response {
  const headers = new Headers({
    "access-control-allow-methods": methods.join(", "),
    "access-control-max-age": maxAge,
    vary: "Access-Control-Request-Headers",
  });
  const wanted = asked.get("access-control-request-headers") ?? "";
  if (/^[\w!#$%&'*+.^`|~, -]{1,4096}$/.test(wanted)) headers.set("access-control-allow-headers", wanted);
  return new Response(null, { status: 204, headers });
}

/** Lets a page of a listed origin read the answer and all of its headers. */
export function allowOrigin(
  answer: Response,
  request: Request,
  { origins }: Pick<Policy<never, never>, "origins">,
): Response {
  if (origins.size === 0) return answer;
  const origin = request.headers.get("origin");
  const isListed = origin !== null && origins.has(origin);
  return changed(answer, (headers) => {
    if (isListed) {
      headers.set("access-control-expose-headers", [...headers.keys()].join(", "));
      headers.set("access-control-allow-origin", origin);
    }
    headers.append("vary", "Origin");
  });
}
