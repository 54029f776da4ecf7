import { type Fields, fieldsOf } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";
import { captureOfAttempt, isAttempt, readAttempts } from "./attempts.ts";
import { captureOfError, maxDepth } from "./error-fields.ts";

/**
 * The exchanges that a value describes: an error's fields, as an SDK, axios or a log writes them, or a list of attempts.
 *
 * @returns `undefined` if the value does not describe an exchange, but may itself be the body of a response
 */
export function readErrorValue(value: unknown, depth = 0): readonly Capture[] | undefined {
  const fields = fieldsOf(value);
  if (Array.isArray(value)) return readAttempts(value);
  if (fields === undefined || depth > maxDepth) return undefined;
  if (isAttempt(fields) && !Array.isArray(fields.attempts)) return [captureOfAttempt(fields)];
  if (Array.isArray(fields.errors) && "reason" in fields) {
    const failures = fields.errors.flatMap((error) => readErrorValue(error, depth + 1) ?? []);
    if (failures.length > 0) return failures;
  }
  const own = captureOfError(fields);
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
  const read = held.map((error) => readErrorValue(error, depth + 1));
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
