import {
  type Attempt,
  type BodyHead,
  errorBody,
  type FailedEnd,
  finalAnswer,
  refusedAnswer,
  textOf,
} from "@comet-triage/core";
import type { Call } from "./call.ts";
import { initFrom, rebuild, rebuildFrom } from "./rebuild.ts";
import { Story, tell } from "./story.ts";

/** An attempt whose response is a failure. Without a head its body was not looked at. */
export function failed(response: Response, head: BodyHead | undefined, call: Call): Attempt<Response> {
  let left = head;
  const { status, headers } = response;
  return {
    ok: false,
    // A browser hides the redirect it did not follow: its status is 0.
    failure: { status: status || 302, headers, body: head && textOf(head.chunks, headers.get("content-type")) },
    canReplay: call.outgoing.canReplay,
    inUse: head?.isWhole ? undefined : (response.body ?? undefined),
    discard() {
      release(response, head);
      left ??= { chunks: [], isWhole: true, reader: undefined };
    },
    settle(end) {
      const story = new Story({ call, response });
      if (call.policy.triage.throwOnError) {
        release(response, head);
        const error = call.errorOf(end);
        tell(error, end, story);
        throw error;
      }
      const final = finalResponse(response, left, call, end);
      tell(final, end, story);
      return final;
    },
  };
}

/** Frees the connection. A body that has ended already has nothing to cancel. */
function release(response: Response, head: BodyHead | undefined): void {
  (head ? head.reader : response.body)?.cancel().catch(() => {});
}

/** The failure as its caller gets it; one that was disguised as success becomes an error that says what to do. */
function finalResponse(response: Response, head: BodyHead | undefined, call: Call, { verdict }: FailedEnd): Response {
  const { normalize } = call.policy.triage;
  const answer = finalAnswer(verdict, response.status, (name) => response.headers.has(name), normalize);
  const init = initFrom(response, answer);
  if (answer.isHonest) return head ? rebuildFrom(response, head, init) : rebuild(response, response.body, init);
  release(response, head);
  return rebuild(response, JSON.stringify(errorBody(verdict, call.outgoing.describe().url)), init);
}

/** A call that the throttle did not send, as an error in the dialect of its route. */
export function refusedResponse({ verdict }: FailedEnd, call: Call): Response {
  const body = JSON.stringify(errorBody(verdict, call.outgoing.describe().url));
  return new Response(body, refusedAnswer(verdict, call.policy.triage.normalize));
}
