import { withStoryOf } from "@comet-triage/fetch";
import { ownNames } from "./headers.ts";

/** A success for the caller: the same answer where its headers may be changed, which is cheaper than another one. */
export function returnAnswer(response: Response): Response {
  const answer = isChangeable(response) ? response : withStoryOf(response, new Response(response.body, response));
  for (const name of ownNames(answer.headers)) answer.headers.delete(name);
  return answer;
}

/** What came from a socket refuses every change. This header is dropped anyway. */
function isChangeable({ headers }: Response): boolean {
  try {
    headers.delete("x-comet-rule");
    return true;
  } catch {
    return false;
  }
}
