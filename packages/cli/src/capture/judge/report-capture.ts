import { type AttemptRecord, createReport, type Report, retryPolicy } from "@comet-triage/core";
import type { Capture } from "../types.ts";
import { hasFailed } from "./has-failed.ts";
import { verdictOn } from "./verdict-on.ts";

/**
 * Makes the support report on one of several exchanges.
 *
 * @param captures - all captures that were read, in order: other attempts of the same call go into the report
 */
export function reportCapture(capture: Capture, captures: readonly Capture[] = [capture]): Report {
  return createReport({
    request: capture.request ?? {},
    response: capture.response,
    error: capture.error,
    verdict: verdictOn(capture),
    attempts: attemptsOf(capture, captures).map(recordOf),
  });
}

/** More attempts would make a report longer, not clearer. */
const most = 20;

/** The longest wait of the engine by default, in milliseconds: two failures further apart are two calls. */
const { maxRetryAfter: longestWait } = /* @__PURE__ */ retryPolicy();

/** Failures of one call: consecutive ones among the calls to its URL; without a URL nothing tells that they are. */
function attemptsOf(capture: Capture, captures: readonly Capture[]): readonly Capture[] {
  const { form, request } = capture;
  const isOfCall = (other: Capture) =>
    request?.url === undefined ? other === capture : other.form === form && other.request?.url === request.url;
  const calls = captures.filter((other) => other.timestamp !== undefined && isOfCall(other));
  const at = calls.indexOf(capture);
  if (at === -1) return [];
  let start = at;
  while (at - start < most - 1 && isRetry(calls[start - 1], calls[start])) start--;
  let end = at;
  while (end - start < most - 1 && isRetry(calls[end], calls[end + 1])) end++;
  return calls.slice(start, end + 1);
}

function isRetry(one: Capture | undefined, next: Capture | undefined): boolean {
  if (one === undefined || next === undefined || !hasFailed(one) || !hasFailed(next)) return false;
  const [body, nextBody] = [bodyOf(one), bodyOf(next)];
  const isSame = body === undefined || nextBody === undefined || body === nextBody;
  const { timestamp = 0, durationMs = 0 } = one;
  return isSame && (next.timestamp ?? 0) - timestamp - durationMs <= longestWait;
}

const bodyOf = ({ request }: Capture): string | undefined =>
  request?.body instanceof URLSearchParams ? `${request.body}` : JSON.stringify(request?.body);

function recordOf(capture: Capture, index: number): AttemptRecord {
  const { timestamp = 0, durationMs = 0, request, response } = capture;
  const { ruleId, requestId } = verdictOn(capture);
  const { body } = response ?? {};
  return {
    attempt: index + 1,
    timestamp,
    durationMs,
    method: request?.method,
    model: request?.model,
    status: response?.status,
    requestId,
    ruleId,
    body: typeof body === "string" ? body : undefined,
  };
}
