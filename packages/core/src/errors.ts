import type { Verdict } from "./classify.ts";
import { secretsSent } from "./credential.ts";
import { causesOf, type Link, wordsOf } from "./read/causes.ts";
import { withoutRequestId } from "./read/request-id.ts";
import { removerOf } from "./redact/known-secrets.ts";
import { redactText } from "./redact/redact-text.ts";
import type { ReportRequest } from "./report/types.ts";
import { isRepeated } from "./retry/attempt-log.ts";
import type { AttemptRecord, RetryEnd } from "./retry/retry-types.ts";
import type { Category } from "./rule.ts";

const brand = Symbol.for("comet-triage.CometError");

/** The attempts as they may be printed. Not a private field, which would fail behind a proxy. */
const printed = /* @__PURE__ */ Symbol("attempts");

/** A call to the gateway that finally failed. Printing it shows no key, no query and no body. */
export class CometError extends Error {
  override readonly name = "CometError";
  /** The server's HTTP status; absent if no response came. */
  readonly status: number | undefined;
  /** `error.code` of the response. */
  readonly code: string | undefined;
  /** `error.type` of the response. */
  readonly type: string | undefined;
  /** `error.param` of the response. */
  readonly param: string | undefined;
  /** The id to quote to support. */
  readonly requestId: string | undefined;
  /** The kind of failure. */
  readonly category: Category;
  /** The row that decided. */
  readonly ruleId: string;
  /** Whether sending it again later may help. */
  readonly retryable: boolean;
  /** Milliseconds the server asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** The whole decision, with what to do. Not printed. */
  declare readonly verdict: Verdict;
  /** In order, with the bodies of failures. Not enumerable. */
  declare readonly attempts: readonly AttemptRecord[];

  /**
   * @param end - how the call ended, and what was sent
   * @param cause - what the transport threw, if it did; if that quotes a secret, an error that says the same without it
   * @param request - what was sent: its keys are not shown, wherever they are quoted
   */
  constructor(
    verdict: Verdict,
    { attempts }: Pick<RetryEnd, "attempts">,
    cause?: unknown,
    request: Pick<ReportRequest, "headers" | "url"> = {},
  ) {
    const hide = hiderOf(secretsSent(request));
    super(describe(verdict, attempts, hide), cause === undefined ? undefined : { cause: causeShown(cause, hide) });
    this.status = verdict.status;
    this.code = verdict.code && hide(verdict.code);
    this.type = verdict.type && hide(verdict.type);
    this.param = verdict.param && hide(verdict.param);
    this.requestId = verdict.requestId && hide(verdict.requestId);
    this.category = verdict.category;
    this.ruleId = verdict.ruleId;
    this.retryable = verdict.retryable;
    this.retryAfterMs = verdict.retryAfterMs;
    Object.defineProperties(this, {
      // Bodies may quote the prompt: accessible, but not printed.
      verdict: { value: verdict },
      attempts: { value: attempts },
      [brand]: { value: true },
      [printed]: { value: attempts.map(({ body: _body, ...record }) => shown(record, hide)) },
      // On the instance, so that bundlers can leave out a class that nobody uses.
      [Symbol.for("nodejs.util.inspect.custom")]: { value: inspected },
    });
  }

  // Referring to the class by name in here would make bundlers rename it, and the new name would show in traces.
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a subclass recognizes its own instances.
    return Object.hasOwn(this, Symbol.hasInstance) ? isCometError(value) : super[Symbol.hasInstance](value);
  }

  toJSON(): object {
    const { [printed]: attempts } = this as { [printed]?: readonly object[] };
    return { ...this, name: this.name, message: this.message, attempts };
  }
}

/** What may be printed of a text, or of its beginning. */
type Hide = (text: string, limit?: number) => string;

function hiderOf(secrets: readonly string[]): Hide {
  const remove = removerOf(secrets);
  // A cut would leave half a key, which is no longer recognized.
  return (text, limit) => redactText(remove(text, () => {}).slice(0, limit));
}

/** Loggers print causes, too. */
function causeShown(cause: unknown, hide: Hide): unknown {
  const links = [...causesOf(cause)];
  if (links.every(({ message }) => hide(message) === message)) return cause;
  const { name, code } = links[0] as Link;
  return Object.assign(new Error(hide(wordsOf(cause))), { name: name || "Error" }, code && { code });
}

/** A record as it may be printed: a path, a model or an id may hold what they should not. */
const shown = (record: object, hide: Hide): object =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, typeof value === "string" ? hide(value) : value]),
  );

function inspected(
  this: CometError,
  _depth: unknown,
  options: object,
  inspect?: (...args: unknown[]) => string,
): string {
  const { name: _name, message: _message, ...fields } = this.toJSON() as Record<string, unknown>;
  return inspect ? `${this.stack ?? String(this)} ${inspect(fields, options)}` : String(this);
}

/** Whether a value is a {@link CometError}, from this copy of the package or another. */
export const isCometError = (value: unknown): value is CometError =>
  typeof value === "object" && value !== null && (value as { [brand]?: unknown })[brand] === true;

/** `429 Too many requests [rate-limited] POST /v1/chat/completions, 3 attempts; retry in 12 s (request id 2025…)` */
function describe(verdict: Verdict, attempts: readonly AttemptRecord[], hide: Hide): string {
  const { status, message, ruleId, retryable, retryAfterMs, reason, action, steps, requestId, refused } = verdict;
  const silent = status === undefined ? "no response" : "status code (no body)";
  const last = attempts.at(-1);
  const said = hide(withoutRequestId(message ?? ""), 500) || (refused || last?.body ? reason : silent);
  const where = hide([last?.method, last?.endpoint].filter(Boolean).join(" "));
  const sent = attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`;
  const times = refused === undefined ? sent : `not sent (${refused})`;
  // What was done three times in vain is no advice.
  const todo = (isRepeated(attempts, ruleId) && steps[0]) || action;
  const next = retryable && retryAfterMs ? `retry in ${Math.ceil(retryAfterMs / 1000)} s` : todo;
  const id = requestId === undefined ? "" : ` (request id ${hide(requestId)})`;
  return `${[status, said, `[${ruleId}]`, where].filter(Boolean).join(" ")}, ${times}; ${next}${id}`;
}
