import type { Envelope } from "./envelope.ts";
import type { HeaderReader } from "./headers.ts";
import { parseHttpDate } from "./http-date.ts";

/**
 * The wait a response asks for, in milliseconds, rounded up; `undefined` when it asks for none or cannot be read.
 *
 * In order: `retry-after-ms`; `Retry-After`; a field of the body (Google's RetryInfo, Cloudflare's `retry_after`);
 * the `RateLimit` header's `t`, `RateLimit-Reset` and its aliases, where the call was limited; the message's prose.
 *
 * @param message - the message without its request id
 * @param isLimit - whether the failure is a limit, so that the time of a window's reset is a wait
 * @param now - milliseconds since the epoch, used when the response has no `Date` of its own
 */
export function retryAfterOf(
  envelope: Envelope,
  message: string,
  header: HeaderReader,
  isLimit: boolean,
  now: number | undefined,
): number | undefined {
  const milliseconds = decimal(header("retry-after-ms"));
  if (milliseconds !== undefined) return Math.ceil(milliseconds);
  const retryAfter = header("retry-after");
  if (retryAfter !== undefined) return parseRetryAfter(retryAfter, dateOf(header, now));
  return (
    bodyWait(envelope.retryAfter) ?? (isLimit ? resetWait(header, now) : undefined) ?? proseWait(message)
  );
}

/**
 * Reads a `Retry-After` value: decimal seconds, one of the three HTTP dates, or, where a proxy joined two values, the
 * last of them.
 *
 * @param now - milliseconds since the epoch on the server's clock; without it a date cannot be read
 * @returns milliseconds, rounded up; `undefined` for the past, a negative or a malformed value
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string, now: number | undefined): number | undefined {
  const text = value.trim();
  const seconds = decimal(text);
  if (seconds !== undefined) return toMilliseconds(seconds);
  const date = parseHttpDate(text, now);
  if (date !== undefined) return now === undefined || date <= now ? undefined : date - now;
  const comma = text.lastIndexOf(",");
  if (comma === -1) return undefined;
  const last = decimal(text.slice(comma + 1).trim());
  return last === undefined ? undefined : toMilliseconds(last);
}

function dateOf(header: HeaderReader, now: number | undefined): number | undefined {
  const date = header("date");
  return (date === undefined ? undefined : parseHttpDate(date, now)) ?? now;
}

/** Plain decimal digits, with a fraction: no sign, no exponent, no hexadecimal. */
function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
}

/** Rounds up, but not for the last bits of a binary fraction. */
const toMilliseconds = (seconds: number): number => Math.ceil(Math.round(seconds * 1e6) / 1e3);

function bodyWait(value: string | number | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "number") return value >= 0 && value <= 1e9 ? toMilliseconds(value) : undefined;
  const seconds = decimal(value);
  return seconds === undefined ? durationIn(value) : toMilliseconds(seconds);
}

const resetNames = ["ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"];

/** @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
function resetWait(header: HeaderReader, now: number | undefined): number | undefined {
  const field = header("ratelimit");
  if (field !== undefined) {
    const window = /;\s*t\s*=\s*(\d{1,9})/.exec(field)?.[1];
    if (window !== undefined && !/;\s*r\s*=\s*[1-9]/.test(field)) return Number(window) * 1000;
  }
  for (const name of resetNames) {
    const seconds = decimal(header(name));
    if (seconds === undefined) continue;
    if (seconds < 1e9) return toMilliseconds(seconds);
    const epoch = seconds < 1e12 ? seconds * 1000 : seconds;
    const from = dateOf(header, now);
    return from === undefined || epoch <= from ? undefined : Math.ceil(epoch - from);
  }
  return undefined;
}

const unit = "(?:ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)";
const duration = `\\d{1,9}(?:\\.\\d{1,12})? ?${unit}(?![a-z])`;
const prose = new RegExp(
  `(?:again|retry|retrying|wait|available|resets?)(?: at least| about| for| in| after){0,2} (${compound()})`,
  "i",
);

/** Units run together as in `1h2m3.5s`: one after another, with or without a blank between. */
function compound(): string {
  return `(?:\\d{1,9}(?:\\.\\d{1,12})? ?${unit}(?![a-z]) ?){1,4}`;
}

function proseWait(message: string): number | undefined {
  const text = message.slice(0, 2048);
  if (!/\d/.test(text)) return undefined;
  const english = prose.exec(text)?.[1];
  if (english !== undefined) return durationIn(english);
  const chinese = /(\d{1,9}) ?(秒|分钟)(?:后|之后|内)?/.exec(text);
  if (chinese === null || !/后|重试|再试/.test(text)) return undefined;
  return Number(chinese[1]) * (chinese[2] === "秒" ? 1000 : 60_000);
}

/** Milliseconds in `20s`, `301ms`, `7m12s`, `1h2m3s`, `5 minutes`; `undefined` for anything else. */
function durationIn(text: string): number | undefined {
  let total: number | undefined;
  for (const [part] of text.matchAll(new RegExp(duration, "gi"))) {
    total = (total ?? 0) + Number.parseFloat(part) * secondsPer(part.replace(/[\d. ]+/, "").toLowerCase());
  }
  return total === undefined ? undefined : toMilliseconds(total);
}

function secondsPer(name: string): number {
  if (name === "ms" || name.startsWith("milli")) return 0.001;
  switch (name[0]) {
    case "m":
      return 60;
    case "h":
      return 3600;
    case "d":
      return 86_400;
    default:
      return 1;
  }
}
