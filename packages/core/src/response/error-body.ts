import type { Verdict } from "../classify.ts";
import { pathOf } from "../read/url.ts";
import { refusals } from "../throttle/refusals.ts";

/**
 * The body of a failed call, in the error format of the route: Anthropic's on `/v1/messages`, Google's on `/v1beta`, OpenAI's
 * elsewhere; `triage` beside the error holds the decision.
 *
 * A server body that already has this format is kept. Otherwise the message says what happened, why, and what to do.
 *
 * @param said - the server's own body, as text
 */
export function errorBody(verdict: Verdict, url: string | undefined, said?: string): object {
  const { ruleId, category, retryable, action, steps, status, requestId } = verdict;
  const triage = { ruleId, category, retryable, action, steps, originalStatus: status };
  const isAnthropic = isAnthropicRoute(url);
  const own = said === undefined ? undefined : envelopeIn(said, isAnthropic);
  if (own !== undefined) return { ...own, triage };
  const note = verdict.refused && `Not sent: ${refusals[verdict.refused]}`;
  const message = [note, verdict.message, verdict.reason, action].filter(Boolean).join(" · ");
  if (isAnthropic) {
    const error = { type: verdict.type ?? verdict.code ?? ruleId, message };
    return { type: "error", error, request_id: requestId ?? null, triage };
  }
  // In the gateway's own form: not every SDK shows the headers of a response or stream.
  const id = requestId === undefined || message.includes(requestId) ? "" : ` (request id: ${requestId})`;
  const code = verdict.code ?? ruleId;
  const error = isGoogleRoute(url)
    ? {
        code: verdict.normalizedStatus,
        message: message + id,
        status: /^\d+$/.test(code) ? (verdict.type ?? ruleId) : code,
      }
    : { message: message + id, type: verdict.type ?? category, param: verdict.param ?? null, code };
  return { error, triage };
}

/** Whether clients of a route speak Anthropic's dialect. */
export const isAnthropicRoute = (url: string | undefined): boolean => /\/v1\/messages\b/.test(pathOf(url));

/** Whether clients of a route speak Google's dialect, in which an error without a numeric code is none. */
export const isGoogleRoute = (url: string | undefined): boolean => /\/v1beta\/(?!openai\/)/.test(pathOf(url));

/** The body parsed, if it is the dialect's envelope, and can be handed on. */
function envelopeIn(text: string, isAnthropic: boolean): object | undefined {
  try {
    const value = JSON.parse(text);
    const isEnvelope = typeof value.error.message === "string" && (!isAnthropic || value.type === "error");
    // What is nested too deep can be parsed, but not serialized again.
    return isEnvelope && JSON.stringify(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
