import { errorIn, isErrorValue } from "./error-member.ts";
import { isObject } from "./json.ts";

/** Event types that announce an answer without being part of it, in the Anthropic and Responses dialects. */
const announcements: ReadonlySet<unknown> = new Set([
  "message_start",
  "content_block_start",
  "ping",
  "keepalive",
  "response.created",
  "response.queued",
  "response.in_progress",
  "response.output_item.added",
  "response.content_part.added",
]);

/** Marks of a stream's last event, in any of the dialects. */
const lastEvent =
  /^\[DONE\]|"(?:finish_?|block)reason"\s*:\s*"[^"]|"type"\s*:\s*"(?:message_stop|response\.incomplete|\w+\.completed|(?:transcript\.text|speech\.audio)\.done)"/i;

/** Whether an event's data says that the stream is complete. */
export const isLastEvent = (data: string): boolean => lastEvent.test(data);

/**
 * Whether an event's data is an error: an `error` member in any dialect, an Anthropic or Responses error event, an object
 * that calls itself an error.
 *
 * @param data - the event's JSON, parsed
 */
export const isErrorEvent = (data: unknown): boolean =>
  isPlainError(data) || (isObject(data) && (data.object === "error" || isErrorValue(errorIn(data), data)));

/** Whether OpenAI's clients recognize an error event: others they hand on like a part of the answer. */
export const isPlainError = (data: unknown): boolean =>
  isObject(data) && (data.type === "error" || data.type === "response.failed" || isErrorValue(data.error, data));

/**
 * Whether an event carries part of the answer, so that the request may not be sent again after it. Unknown events count as
 * content; announcements, pings and a first delta that holds only a role do not.
 *
 * @param data - the event's JSON, parsed
 */
export function isContentEvent(data: unknown): boolean {
  if (!isObject(data)) return true;
  if (announcements.has(data.type)) return false;
  if (!Array.isArray(data.choices)) return true;
  return data.choices.some(
    (choice) =>
      isObject(choice) &&
      (isSomething(choice.finish_reason) ||
        isSomething(choice.text) ||
        Object.entries(choice.delta ?? {}).some(([name, value]) => name !== "role" && isSomething(value))),
  );
}

const isSomething = (value: unknown): boolean =>
  isObject(value) ? Object.keys(value).length > 0 : value !== undefined && value !== null && value !== "";

/** Whether an event belongs to a dialect whose last event is known, so that its absence means something. */
export const speaksDialect = (data: unknown): boolean =>
  isObject(data) && (Array.isArray(data.choices) || Array.isArray(data.candidates) || typeof data.type === "string");
