import { withStoryOf } from "@comet-triage/fetch";
import { ownNames } from "./headers.ts";

/** A success for the caller: the very answer of the gateway's where nothing of it has to stay here. */
export function returnAnswer(response: Response): Response {
  const names = ownNames(response.headers);
  if (names.length === 0) return response;
  return changed(response, (headers) => {
    for (const name of names) headers.delete(name);
  });
}

/** The same answer where its headers may be changed, which is cheaper than another one. */
export function changed(response: Response, change: (headers: Headers) => void): Response {
  try {
    change(response.headers);
    return response;
  } catch {
    // What came from a socket refuses every change.
    const answer = withStoryOf(response, new Response(response.body, response));
    change(answer.headers);
    return answer;
  }
}
