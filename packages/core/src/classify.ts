import type { Failure } from "./failure.ts";
import { findRule, includesStatus, type ReadyRule } from "./match.ts";
import { wordsOf } from "./read/causes.ts";
import type { Envelope } from "./read/envelope.ts";
import { type HeaderReader, headerReader } from "./read/headers.ts";
import { readEnvelope } from "./read/read-envelope.ts";
import { findSuffix, requestIdOf } from "./read/request-id.ts";
import { retryAfterOf } from "./read/retry-after.ts";
import { networkKindOf } from "./read/transport-error.ts";
import type { BodyKind, Category, NetworkKind, Outcome, Retry, Rule, Scope } from "./rule.ts";
import { advice, rules as allRules, retriedByStatus } from "./rules/index.ts";

/** What to do about a failure, and what the response said about it. Plain JSON: it can be sent anywhere. */
export interface Verdict {
  /** The row that decided; `"unknown"` when none did. */
  readonly ruleId: string;
  /** The kind of failure. */
  readonly category: Category;
  /** Whether sending it again can help. */
  readonly retry: Retry;
  /** True only for `retry: "yes"`. */
  readonly retryable: boolean;
  /** Which calls will meet the same failure. */
  readonly scope: Scope;
  /** Whether the work may nevertheless have been done, and billed. */
  readonly outcome: Outcome;
  /** The status that fits the verdict, and does not mislead. */
  readonly normalizedStatus: number;
  /** What happened, in a sentence. */
  readonly reason: string;
  /** What to do first. */
  readonly action: string;
  /** What to do if that does not help. */
  readonly steps: readonly string[];
  /** Where the row's verdict comes from: a page, or a file of the gateway's source. */
  readonly source: string;
  /** The HTTP status as it came; absent when no response came. */
  readonly status?: number | undefined;
  /** The error's `code`. */
  readonly code?: string | undefined;
  /** The error's `type`; for Google's dialect the canonical status. */
  readonly type?: string | undefined;
  /** The error's `param`: what is wrong in the request. */
  readonly param?: string | undefined;
  /** The error's own message, unchanged; an HTML page's title; what a transport error and its root cause say. May quote a key. */
  readonly message?: string | undefined;
  /** The id to quote to support, from wherever the response has it. */
  readonly requestId?: string | undefined;
  /** The wait the response asks for, in milliseconds, whether or not a retry makes sense. */
  readonly retryAfterMs?: number | undefined;
  /**
   * Set by the throttle for a call it did not send: `circuit-open` if other calls have just met this failure, which hits
   * every call of its scope; `queue-full` if too many calls wait, because of this failure or only for others to end.
   */
  readonly refused?: "circuit-open" | "queue-full" | undefined;
}

/** What `classify` consults beside the failure. */
export interface ClassifyOptions {
  /** The rows to consult, in order. Default: the whole table. Put your own first: `[...mine, ...rules]`. */
  readonly rules?: readonly Rule[] | undefined;
  /** Milliseconds since the epoch, to read HTTP dates when the response has no `Date`. Without it they are ignored. */
  readonly now?: number | undefined;
}

/**
 * Decides what to do about one failed attempt. The first matching row wins.
 *
 * Pure and total: no clock, no I/O, never throws, linear in the size of the body. A failure that no row knows has the
 * category `unknown`.
 *
 * @param failure - what the attempt showed; absent fields match only rows that ignore them
 */
export function classify(failure: Failure, options: ClassifyOptions = {}): Verdict {
  try {
    return judge(failure, options.rules ?? allRules, options.now);
  } catch {
    // Only a hostile argument gets here, as if it said nothing: a getter that throws, a proxy, no object at all.
    return judge({}, allRules);
  }
}

function judge(failure: Failure, rules: readonly Rule[], now?: number): Verdict {
  const { headers, body, error } = failure;
  const status = knownStatus(failure.status);
  const envelope = readEnvelope(body);
  const header = headerReader(headers);
  const kind = envelope.kind ?? kindFromHeaders(header);
  const network = status >= 300 ? undefined : envelope.isCut ? "cut" : networkKindOf(error);
  envelope.message ||= wordsOf(error);
  // The title of a web page is shown, but it is not an error message: nothing is read from it.
  const message = kind === "html" ? "" : envelope.message;

  const row =
    findRule(rules, {
      status: envelope.upstream ?? statusToJudge(status || impliedStatus(envelope), envelope.status, network),
      code: envelope.code || (envelope.upstream ? "bad_response_status_code" : ""),
      type: envelope.type,
      message,
      body: kind,
      network,
      header,
      url: failure.request?.url,
    }) ?? unknown;

  const suffix = message === "" ? undefined : findSuffix(message);
  const page = kind === "html" && typeof body === "string" ? body : undefined;
  const requestId = requestIdOf(envelope, message, suffix, header, page);
  const own = suffix === undefined ? message : message.slice(0, suffix.start);
  const retryAfterMs = retryAfterOf(envelope, own, header, row.rule.category === "rate_limit", now);
  return verdictFrom(row, header("x-should-retry"), status, envelope, requestId, retryAfterMs);
}

/** 100 to 599, or 0 for anything else. */
const knownStatus = (status: unknown): number =>
  Number.isInteger(status) && (status as number) >= 100 && (status as number) <= 599 ? (status as number) : 0;

/** A success status, or none, says nothing about an error: the status that the body names is judged instead. */
const statusToJudge = (status: number, inBody: number | undefined, network: NetworkKind | undefined): number =>
  status >= 300 ? status : (inBody ?? (network === undefined ? status : 0));

/** An error passed without its status, as SDKs do with errors in streams, came with a success status. */
const impliedStatus = ({ kind, message, code, type }: Envelope): number =>
  (kind === "json" || kind === "stream") && (message || code || type) ? 200 : 0;

/** The kind of a body that was not read. */
function kindFromHeaders(header: HeaderReader): BodyKind | undefined {
  if (header("content-length") === "0") return "empty";
  const type = /html|json|event-stream/.exec(header("content-type")?.toLowerCase() ?? "")?.[0];
  return type === "event-stream" ? "stream" : (type as BodyKind | undefined);
}

/** What a row says. */
type Decided = Pick<ReadyRule, "rule" | "advice">;

const unknown: Decided = /* @__PURE__ */ (() => ({
  rule: { id: "unknown", when: {}, category: "unknown", retry: "no", source: "none" },
  advice: advice.unknown,
}))();

function verdictFrom(
  { rule, advice }: Decided,
  shouldRetry: string | undefined,
  status: number,
  envelope: Envelope,
  requestId: string | undefined,
  retryAfterMs: number | undefined,
): Verdict {
  const retry = asServerSays(rule.retry, shouldRetry);
  return {
    ruleId: rule.id,
    category: rule.category,
    retry,
    retryable: retry === "yes",
    scope: advice.scope,
    outcome: advice.outcome,
    normalizedStatus: honestStatus(rule.normalizedStatus, status, advice.normalizedStatus, retry === "yes"),
    reason: advice.reason,
    action: advice.action,
    steps: advice.steps,
    source: rule.source,
    status: status || undefined,
    code: envelope.code || undefined,
    type: envelope.type || undefined,
    param: envelope.param || undefined,
    message: envelope.message || undefined,
    requestId,
    retryAfterMs,
  };
}

/** The row's status, the server's own or the category's: the first that leads clients to do what the verdict says. */
function honestStatus(ofRow = 0, own: number, ofCategory: number, retryable: boolean): number {
  if (isHonest(ofRow, retryable)) return ofRow;
  if (isHonest(own, retryable)) return own;
  return retryable && !isHonest(ofCategory, retryable) ? 503 : ofCategory;
}

const isHonest = (status: number, retryable: boolean): boolean =>
  status >= 400 && includesStatus(retriedByStatus, status) === retryable;

/** `x-should-retry: false` always wins; `true` turns only "usually no" into a yes. */
function asServerSays(retry: Retry, shouldRetry: string | undefined): Retry {
  if (shouldRetry === "false") return "no";
  return shouldRetry === "true" && retry === "usually-no" ? "yes" : retry;
}
