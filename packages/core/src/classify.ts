import type { Envelope } from "./envelope.ts";
import type { Failure } from "./failure.ts";
import { type HeaderReader, headerReader } from "./headers.ts";
import { type CompiledRule, findRule } from "./match.ts";
import { readEnvelope } from "./read-envelope.ts";
import { findSuffix, requestIdOf } from "./request-id.ts";
import { retryAfterOf } from "./retry-after.ts";
import type { BodyKind, Category, NetworkKind, Outcome, Retry, Rule, Scope } from "./rule.ts";
import { advice, rules as allRules } from "./rules/index.ts";
import { readTransportError } from "./transport-error.ts";

/** What to do about a failure, and what the response told about it. Plain JSON: it can cross a wire. */
export interface Verdict {
  /** The row that decided; `"unknown"` when none did. */
  readonly ruleId: string;
  readonly category: Category;
  readonly retry: Retry;
  /** True for `retry: "yes"` alone. */
  readonly retryable: boolean;
  readonly scope: Scope;
  readonly outcome: Outcome;
  /** The status that says the same without misleading. */
  readonly normalizedStatus: number;
  readonly reason: string;
  readonly action: string;
  readonly steps: readonly string[];
  readonly source: string;
  /** The HTTP status as it came; absent when no response came. */
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly param?: string | undefined;
  /** The error's own message, unchanged; an HTML page's title; a transport error's message. */
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
  /** Milliseconds the response asks to wait, whether or not a retry makes sense. */
  readonly retryAfterMs?: number | undefined;
}

export interface ClassifyOptions {
  /** The rows to consult, in order. Default: the whole table. Put your own first: `[...mine, ...rules]`. */
  readonly rules?: readonly Rule[];
  /** Milliseconds since the epoch, to read HTTP dates when the response has no `Date`. Without it they are ignored. */
  readonly now?: number;
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
    // Only a hostile argument gets here: a getter that throws, a proxy, no object at all.
    return verdictFrom(unknownRule, undefined, undefined, undefined, undefined, undefined);
  }
}

function judge(failure: Failure, rules: readonly Rule[], now: number | undefined): Verdict {
  let { status, headers, body } = failure;
  let network: NetworkKind | undefined;
  let thrownMessage = "";
  if (failure.error !== undefined && failure.error !== null) {
    const thrown = readTransportError(failure.error);
    thrownMessage = thrown.message;
    status ??= thrown.status;
    headers ??= thrown.headers as typeof headers;
    body ??= thrown.body;
    if (status === undefined || (status < 300 && body === undefined)) network = thrown.network;
  }
  const envelope = readEnvelope(body);
  const header = headerReader(headers);
  const kind = envelope.kind ?? kindFromHeaders(header);
  if (envelope.isCut && !(status !== undefined && status >= 300)) network ??= "cut";
  if (envelope.message === "") envelope.message = thrownMessage;
  // The title of a web page is shown, but it is no error message: nothing is read from it.
  const message = kind === "html" ? "" : envelope.message;
  const row =
    findRule(rules, {
      status: statusToJudge(status, envelope.status, network),
      code: envelope.code,
      type: envelope.type,
      message,
      body: kind,
      network,
      header,
      url: failure.request?.url,
    }) ?? unknownRule;

  const suffix = message === "" ? undefined : findSuffix(message);
  const page = kind === "html" && typeof body === "string" ? body : undefined;
  return verdictFrom(
    row,
    header("x-should-retry"),
    status,
    envelope,
    requestIdOf(envelope, message, suffix, header, page),
    retryAfterOf(envelope, suffix === undefined ? message : message.slice(0, suffix.start), header, isLimit(row.rule), now),
  );
}

/** Whether a window's reset is the time to wait for. */
const isLimit = ({ category }: Rule): boolean => category === "rate_limit" || category === "overloaded";

/** A success status, or none, tells nothing of an error: the status that the body names is judged instead. */
function statusToJudge(status: unknown, inBody: number | undefined, network: NetworkKind | undefined): number {
  const known = typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599 ? status : 0;
  if (known >= 300) return known;
  return inBody ?? (network === undefined ? known : 0);
}

function kindFromHeaders(header: HeaderReader): BodyKind | undefined {
  const type = header("content-type");
  if (type === undefined) return header("content-length") === "0" ? "empty" : undefined;
  if (header("content-length") === "0") return "empty";
  if (type.includes("html")) return "html";
  if (type.includes("event-stream")) return "stream";
  return type.includes("json") ? "json" : undefined;
}

const unknownRule: CompiledRule = {
  rule: { id: "unknown", when: {}, category: "unknown", retry: "no", source: "none" },
  advice: advice.unknown,
  isPlain: true,
  types: undefined,
  phrases: undefined,
  paths: undefined,
  headers: undefined,
};

function verdictFrom(
  { rule, advice }: CompiledRule,
  shouldRetry: string | undefined,
  status: number | undefined,
  envelope: Envelope | undefined,
  requestId: string | undefined,
  retryAfterMs: number | undefined,
): Verdict {
  const retry = shouldRetry === undefined ? rule.retry : asServerSays(rule.retry, shouldRetry);
  return {
    ruleId: rule.id,
    category: rule.category,
    retry,
    retryable: retry === "yes",
    scope: advice.scope,
    outcome: advice.outcome,
    normalizedStatus: rule.normalizedStatus ?? (status !== undefined && status >= 400 ? status : advice.normalizedStatus),
    reason: advice.reason,
    action: advice.action,
    steps: advice.steps,
    source: rule.source,
    status,
    code: envelope?.code || undefined,
    type: envelope?.type || undefined,
    param: envelope?.param || undefined,
    message: envelope?.message || undefined,
    requestId,
    retryAfterMs,
  };
}

/** `x-should-retry: false` always wins; `true` lifts what is usually, not surely, hopeless. */
function asServerSays(retry: Retry, shouldRetry: string): Retry {
  if (shouldRetry === "false") return "no";
  return shouldRetry === "true" && retry === "usually-no" ? "yes" : retry;
}
