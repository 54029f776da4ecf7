import { withStoryOf } from "@comet-triage/fetch";
import { ownNames } from "./headers.ts";

/** The answer to the caller for a success: the gateway's own response, unless some of its headers must not be passed on. */
export function returnAnswer(response: Response): Response {
  const names = ownNames(response.headers);
  if (names.length === 0) return response;
  return changed(response, (headers) => {
    for (const name of names) headers.delete(name);
  });
}

/** The same response if its headers can be changed, which is cheaper than a new one. */
export function changed(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch {
    // The headers of a response from a socket cannot be changed.
    const answer = withStoryOf(response, new Response(response.body, response));
    change(answer.headers);
    return answer;
  }
}
