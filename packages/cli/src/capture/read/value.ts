import type { ReportRequest } from "@comet-triage/core";
import { type Fields, fieldsOf, textOf } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import type { Capture, PrintedError } from "../types.ts";
import { captureOfAttempt, isAttempt, readAttempts } from "./attempts.ts";
import { readNamed } from "./named-error.ts";
import { recordedRule } from "./recorded-rule.ts";
import type { Said } from "./said.ts";
import { type Statement, statementOf } from "./statements.ts";

/** How many errors within errors are read. */
const maxDepth = 5;

/**
 * The exchanges that a value describes: an error's fields, as an SDK, axios or a log writes them, or a list of attempts.
 *
 * @returns `undefined` if the value does not describe an exchange, but may itself be the body of a response
 */
export function readJsonValue(value: unknown, depth = 0): readonly Capture[] | undefined {
  const fields = fieldsOf(value);
  if (Array.isArray(value)) return readAttempts(value);
  if (fields === undefined || depth > maxDepth) return undefined;
  if (isAttempt(fields) && !Array.isArray(fields.attempts)) return [captureOfAttempt(fields)];
  if (Array.isArray(fields.errors) && "reason" in fields) {
    const failures = fields.errors.flatMap((error) => readJsonValue(error, depth + 1) ?? []);
    if (failures.length > 0) return failures;
  }
  const own = captureOf(fields);
  const attempts = Array.isArray(fields.attempts) ? readAttempts(fields.attempts) : undefined;
  const last = attempts?.at(-1);
  if (attempts === undefined || last === undefined) return own?.response ? [own] : readHeld(fields, own, depth);
  // The error itself may hold what the record of its last attempt leaves out.
  const response = last.response?.body === undefined ? (own?.response ?? last.response) : last.response;
  return [...attempts.slice(0, -1), { ...last, response }];
}

/**
 * The error that another one or a log's record holds, if it got a response, or if the table knows why it got none. Logs hold errors
 * of other calls, too, and an error without a stack may be the body of a response.
 */
function readHeld(fields: Fields, own: Capture | undefined, depth: number): readonly Capture[] | undefined {
  const ours = Object.values(fields).find(isOurs);
  const held = [ours, fields.err, fields.error, ...thrownIn(fields.exception), fields.cause].map(fieldsOf);
  const read = held.map((error) => readJsonValue(error, depth + 1));
  const answered = read.find((captures) => captures?.some(({ response }) => response));
  return (
    answered ??
    (own
      ? [own]
      : read.find((captures, at) => (held[at] === ours || held[at]?.stack !== undefined) && captures?.some(isKnown)))
  );
}

/** Whether a hook received this, or part of it: an attempt or a verdict, also of a row of the user's own. */
function isOurs(value: unknown): boolean {
  const fields = fieldsOf(value);
  return fields !== undefined && (typeof fields.ruleId === "string" || isAttempt(fields));
}

/** Sentry lists an error and its causes. */
function thrownIn(exception: unknown): readonly unknown[] {
  const values = fieldsOf(exception)?.values;
  if (!Array.isArray(values)) return [exception];
  return values.map((item) => ({ name: fieldsOf(item)?.type, message: fieldsOf(item)?.value }));
}

function captureOf(fields: Fields): Capture | undefined {
  const response = fieldsOf(fields.response);
  const config = fieldsOf(fields.config);
  const message = messageOf(fields);
  const stated = statementOf(message ?? "");
  const name = nameOf(fields) ?? "";
  const isError = /(?:Error|Exception|Timeout)$/.test(name) && message !== undefined;
  const named = isError && stated?.status === undefined ? readNamed(name, message) : undefined;
  const status =
    statusOf(fields.status ?? fields.statusCode ?? fields.status_code ?? response?.status) ??
    (isError ? (stated?.status ?? named?.status) : undefined);
  const body = bodyOf(fields, response) ?? (isError ? (stated?.body ?? (named && message)) : undefined);
  const request = requestOf(fields, config, stated);
  const ruleId = recordedRule(fields);
  if (status === undefined && body === undefined && (isError || ruleId !== undefined))
    return { form: "error", request, error: errorOf(fields, 0), ruleId };
  // A success that the client could not read.
  if (isError && status !== undefined && status < 300 && body === undefined)
    return { form: "error", request, response: { status }, error: errorOf(fields, 0) };
  if (status === undefined && named === undefined && typeof fields.responseBody !== "string") return undefined;
  const headers = fieldsOf(fields.responseHeaders ?? response?.headers ?? (config ? undefined : fields.headers));
  const isBare = (config !== undefined || fields.isAxiosError === true) && body === undefined;
  return {
    form: "error",
    request,
    response: {
      status,
      headers: headers ?? saidBy(fields, ruleId),
      body: body ?? (isBare ? undefined : (stated?.body ?? messageBody(fields, stated ? stated.said : { message }))),
    },
    ruleId,
    missing: isBare && ruleId === undefined ? "The body is not in it: print error.response.data, too." : undefined,
  };
}

/** What a verdict has read of a response's headers. */
function saidBy({ requestId, retryAfterMs }: Fields, ruleId: string | undefined): Fields | undefined {
  if (ruleId === undefined) return undefined;
  const headers = { "x-request-id": requestId, "retry-after-ms": retryAfterMs };
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => typeof value === "string" || typeof value === "number")
      .map(([name, value]) => [name, `${value}`]),
  );
}

/** pino writes an error's class as its type; AWS Lambda has names of its own. */
const nameOf = ({ name, type, errorType, stack }: Fields): string | undefined =>
  textOf(stack === undefined ? name : (name ?? type ?? errorType));

const messageOf = ({ message, errorMessage, errorType }: Fields): string | undefined =>
  textOf(message ?? (errorType && errorMessage));

/** The response's body, wherever an error keeps it; what was printed as a placeholder is absent. */
function bodyOf(fields: Fields, response: Fields | undefined): unknown {
  const error = isShown(fields.error) ? fieldsOf(fields.error) : undefined;
  // The Anthropic SDK keeps the whole body as `error`, the OpenAI SDK the body's own `error`.
  const ofSdk = error && (fieldsOf(error.error) ? error : { error });
  const found = [fields.responseBody, response?.data, response?.body, fields.body, ofSdk, fields.data];
  return found.find(isShown);
}

const isShown = (item: unknown): boolean =>
  typeof item === "string" || (fieldsOf(item) !== undefined && JSON.stringify(item).includes(":"));

/** If there is only a message, it came from the body. */
function messageBody({ code, type, param, name, ...rest }: Fields, said: Said | undefined): unknown {
  if (said?.message === undefined)
    return name === undefined && Object.keys(rest).length > 1 ? { code, type, ...rest } : undefined;
  return { error: { ...said, code: code ?? said.code, type: type ?? said.type, param } };
}

function requestOf(
  fields: Fields,
  config: Fields | undefined,
  stated: Statement | undefined,
): ReportRequest | undefined {
  const base = textOf(config?.baseURL);
  const asked = fieldsOf(fields.request);
  const path = textOf(config?.url) ?? textOf(fields.url) ?? textOf(asked?.url) ?? stated?.url;
  const url = base !== undefined && path !== undefined && !/^https?:/i.test(path) ? joined(base, path) : path;
  if (url === undefined) return undefined;
  const sent = config?.data ?? fields.requestBodyValues ?? fields.requestBody;
  const method =
    (textOf(config?.method) ?? textOf(fields.method) ?? textOf(asked?.method) ?? stated?.method)?.toUpperCase() ??
    (sent ? "POST" : undefined);
  return { method, url, headers: fieldsOf(config?.headers), body: sent };
}

const joined = (base: string, path: string): string => `${base.replace(/\/$/, "")}/${path.replace(/^\//, "")}`;

const statusOf = (value: unknown): number | undefined => {
  const status = typeof value === "object" ? Number.NaN : Number(value);
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
};

function errorOf(fields: Fields, depth: number): PrintedError {
  const inner = (value: unknown) => {
    const found = fieldsOf(value);
    return found && depth < maxDepth ? errorOf(found, depth + 1) : undefined;
  };
  const first = inner(Array.isArray(fields.errors) ? fields.errors[0] : undefined);
  // .NET prints the cause behind an arrow; of a timeout, only its name tells.
  const [message = "", ...causes] = (messageOf(fields) ?? `${fields.message ?? ""}`).split(/[ \n]---> /);
  const [, name = "", said = ""] =
    /^([\w.]{1,100}): (?:The operation was canceled\.)?([\s\S]*)/.exec(causes.join(" ")) ?? [];
  return {
    name: nameOf(fields) ?? "Error",
    message,
    code: textOf(fields.code),
    cause: inner(fields.cause) ?? (name === "" ? undefined : { name, message: said }),
    errors: first && [first],
  };
}
