import type { Verdict } from "./classify.ts";
import { pathOf } from "./url.ts";

/**
 * The body of an error that the gateway did not put into words, in the dialect of the route: Anthropic's on
 * `/v1/messages`, OpenAI's elsewhere. Says what happened and what to do; `triage` beside it holds the decision.
 */
export function errorBody(verdict: Verdict, url: string | undefined): object {
  const { ruleId, category, retryable, action, steps, status, requestId } = verdict;
  const message = [verdict.message, verdict.reason, action].filter(Boolean).join(" · ");
  const triage = { ruleId, category, retryable, action, steps, originalStatus: status };
  if (/\/v1\/messages\b/.test(pathOf(url))) {
    const error = { type: verdict.type ?? verdict.code ?? ruleId, message };
    return { type: "error", error, request_id: requestId ?? null, triage };
  }
  const error = { message, type: verdict.type ?? category, param: verdict.param ?? null, code: verdict.code ?? ruleId };
  return { error, triage };
}
