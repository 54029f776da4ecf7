import { isText } from "../check-options.ts";
import { modelOf } from "../read/request-body.ts";
import { checkedSecrets, redactWith, secretsIn } from "../redact/redact.ts";
import { isSecretName } from "../redact/secret-names.ts";
import type { Removal } from "../redact/types.ts";
import { isRepeated } from "../retry/attempt-log.ts";
import type { AttemptRecord } from "../retry/retry-types.ts";
import { filesIn } from "./files.ts";
import { isHarmlessHeader } from "./harmless-headers.ts";
import { readBody } from "./read-body.ts";
import { readHeaders } from "./read-headers.ts";
import { readUrl } from "./read-url.ts";
import { thrownInWords } from "./thrown.ts";
import type { Report, ReportAttempt, ReportField, ReportInput } from "./types.ts";

/**
 * Collects what the provider's guide asks you to capture before you contact support, redacted: the request as it was sent, the
 * response, the error, ids and times of the attempts, and what else was tried.
 *
 * The result is plain JSON; `formatReport` turns it into Markdown or text, `ReportSchema` validates it. Pure, and linear in
 * the size of the bodies; changes and consumes nothing.
 *
 * @param input - see {@link ReportInput}
 * @throws TypeError without a request and a verdict, or for a bad `otherModel` or `otherKey`; TypeError or RangeError for
 * secrets that are not strings of at least four characters, without showing them
 * @see https://apidoc.cometapi.com/errors/error-codes-handling#before-you-contact-support
 */
export function createReport(input: ReportInput): Report {
  checkInput(input);
  const { verdict, attempts = [] } = input;
  const { ruleId, category, retry, reason, action, steps, source, refused } = verdict;
  const repeated = input.repeated ?? isRepeated(attempts, ruleId);
  const { removed, ...call } = redactedCall(input);
  return {
    ...call,
    decision: { ruleId, category, retry, reason, action, steps, source, refused },
    repeated,
    advice: adviceFor(input, repeated),
    removed,
  };
}

function checkInput(input: ReportInput | undefined): void {
  if (!isObject(input?.request) || !isObject(input?.verdict)) {
    throw new TypeError(
      "createReport needs { request, verdict }: what was sent, and what classify said of the failure",
    );
  }
  for (const name of ["otherModel", "otherKey"] as const) {
    // What is there instead may be a key: it is not shown.
    if (!isTrial(input?.[name])) throw new TypeError(`${name} must be { works: boolean, detail?: string }`);
  }
}

/** What a report shows of the call itself, and what was removed from it. */
function redactedCall(input: ReportInput): Omit<Report, "decision" | "repeated" | "advice"> {
  const { request, verdict, attempts = [], otherModel, otherKey } = input;
  const { code, type, param, message, requestId } = verdict;
  const { password, ...url } = readUrl(request.url);
  const headers = readHeaders(request.headers);
  const body = readBody(request);
  const sentBody = body.kind === "text" ? body.text : request.body;
  const model = request.model ?? attempts.at(-1)?.model ?? modelOf(sentBody, request.url ?? "");
  const requestIds = [...attempts.map((attempt) => attempt.requestId), requestId].filter((id) => id !== undefined);
  const draft = {
    request: { method: request.method, ...url, model, headers, body, files: filesIn(body, request.body) },
    response: responseOf(input),
    error: { message, code, type, param, thrown: thrownInWords(input.error) },
    requestIds: [...new Set(requestIds)],
    attempts: attempts.map(attemptOf),
    otherModel,
    otherKey,
  };
  // Most secrets are in the request's headers and query: once they are known, one pass over the bodies is enough.
  const secrets = [...checkedSecrets(input.secrets), ...secretsIn([headers, url.query, { password }])];
  const { value, removed } = redactWith(secrets, draft, true);
  const shown = value as typeof draft;
  const sent = hideHeaders(shown.request.headers, "$.request.headers");
  const received = hideHeaders(shown.response.headers, "$.response.headers");
  return {
    ...shown,
    request: { ...shown.request, headers: sent.headers },
    response: { ...shown.response, headers: received.headers },
    removed: [...removed, ...sent.hidden, ...received.hidden],
  };
}

/** The status in its verdict is from other calls. */
const wasNotSent = ({ verdict, attempts = [] }: ReportInput): boolean =>
  verdict.refused !== undefined && attempts.length === 0;

function responseOf(input: ReportInput): Report["response"] {
  const { response, verdict, attempts = [] } = input;
  const body: unknown = response?.body ?? attempts.at(-1)?.body;
  return {
    status: response?.status ?? (wasNotSent(input) ? undefined : verdict.status),
    statusText: response?.statusText || undefined,
    headers: readHeaders(response?.headers),
    body: typeof body === "string" ? body : textOf(body),
  };
}

function textOf(body: unknown): string | undefined {
  const read = readBody({ body });
  return read.kind === "text" ? read.text : undefined;
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const isTrial = (trial: unknown = { works: true }): boolean => {
  const { works, detail = "" } = Object(trial) as Readonly<Record<string, unknown>>;
  return typeof works === "boolean" && isText(detail);
};

function attemptOf({
  attempt,
  timestamp,
  durationMs,
  status,
  ruleId,
  requestId,
  delayMs,
}: AttemptRecord): ReportAttempt {
  const time = new Date(timestamp);
  const iso = Number.isNaN(time.getTime()) ? String(timestamp) : time.toISOString();
  return { attempt, time: iso, durationMs, status, ruleId, requestId, delayMs };
}

/** Lower-cases names, hides the values of headers that are neither harmless nor redacted as secrets, and lists those. */
function hideHeaders(shown: readonly ReportField[], where: string) {
  const headers = shown.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
  const isHidden = ({ name }: ReportField): boolean => !isSecretName(name) && !isHarmlessHeader(name);
  return {
    headers: headers.map((field) => (isHidden(field) ? { name: field.name, value: "***" } : field)),
    hidden: headers.flatMap((field, index): Removal[] =>
      isHidden(field) ? [{ where: `${where}[${index}].value`, kind: "header", count: 1 }] : [],
    ),
  };
}

function adviceFor(input: ReportInput, repeated: boolean): string {
  const { retryable, action } = input.verdict;
  if (wasNotSent(input)) return `${action} This call was not sent: for support, report one that was.`;
  if (repeated) return "The same failure has repeated: contact support with this report.";
  return retryable
    ? `${action} If the same failure repeats, contact support with this report.`
    : `${action} If that does not help, contact support with this report.`;
}
