import type { Envelope } from "./envelope.ts";
import type { HeaderReader } from "./headers.ts";
import { parseHttpDate } from "./http-date.ts";

/**
 * The wait a response asks for, in milliseconds, rounded up; `undefined` if it asks for none or the value cannot be read.
 *
 * In order: `retry-after-ms`; `Retry-After`; a field of the body (Google's RetryInfo, Cloudflare's `retry_after`);
 * the `RateLimit` header's `t`, `RateLimit-Reset` and its aliases, if the call was rate-limited; the message's prose.
 *
 * @param message - the message without its request id
 * @param isLimit - whether the failure is a rate limit, so that the reset of its window is a wait
 * @param now - milliseconds since the epoch, used if the response has no `Date`
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
  return bodyWait(envelope.retryAfter) ?? (isLimit ? resetWait(header, now) : undefined) ?? proseWait(message);
}

/**
 * Reads a `Retry-After` value: decimal seconds, one of the three HTTP date formats, or, if a proxy joined two values, the
 * last of them.
 *
 * @param now - milliseconds since the epoch on the server's clock; without it a date cannot be read
 * @returns milliseconds, rounded up; `undefined` for the past, a negative or a malformed value
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string, now: number | undefined): number | undefined {
  const text = value.trim();
  const date = parseHttpDate(text, now);
  if (date === undefined) return toMilliseconds(decimal(text.slice(text.lastIndexOf(",") + 1).trim()));
  return now !== undefined && date > now ? date - now : undefined;
}

const dateOf = (header: HeaderReader, now: number | undefined): number | undefined =>
  parseHttpDate(header("date") ?? "", now) ?? now;

/** Plain decimal digits, with a fraction: no sign, no exponent, no hexadecimal. */
const decimal = (text: string | undefined): number | undefined =>
  text && /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;

/** Rounds up, but ignores the last bits of a binary fraction. */
const toMilliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.ceil(Math.round(seconds * 1e6) / 1e3);

const bodyWait = (text: string): number | undefined =>
  text === "" ? undefined : (toMilliseconds(decimal(text)) ?? durationIn(text));

const remainingNames = ["ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining"];
const resetNames = ["ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"];

function resetWait(header: HeaderReader, now: number | undefined): number | undefined {
  if (remainingNames.some((name) => Number(decimal(header(name))) > 0)) return undefined;
  const limits = header("ratelimit");
  // An earlier draft has one window and words: `limit=100, remaining=0, reset=30`.
  if (limits && /\bremaining\s*=\s*[1-9]/.test(limits)) return undefined;
  const reset = (limits ? windowReset(limits) : undefined) ?? aliasReset(header);
  if (reset === undefined || reset < 1e9) return toMilliseconds(reset);
  // A time since the epoch, in seconds or in milliseconds.
  const left = (reset < 1e12 ? reset * 1000 : reset) - (dateOf(header, now) ?? Infinity);
  return left > 0 ? Math.ceil(left) : undefined;
}

/**
 * Of several windows, the seconds of the longest one that is exhausted.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
function windowReset(limits: string): number | undefined {
  const spent = limits.split(",").filter((window) => !/;\s*r\s*=\s*[1-9]/.test(window));
  const resets = spent.map((window) => Number(/(?:;\s*t|\breset)\s*=\s*(\d{1,9})/.exec(window)?.[1] ?? -1));
  const longest = Math.max(...resets);
  return longest >= 0 ? longest : undefined;
}

const aliasReset = (header: HeaderReader): number | undefined =>
  resetNames.map((name) => decimal(header(name))).find((value) => value !== undefined);

const amount =
  "(\\d{1,9}(?:\\.\\d{1,12})?) ?(ms|(?:millisecond|s|sec|second|m|min|minute|h|hr|hour|d|day)s?|秒钟?|分钟?|小时)(?![a-z])";
const amounts = /* @__PURE__ */ new RegExp(amount, "gi");
/** `1h2m3s`, `1 hour, 2 minutes and 3 seconds`. */
const sum = `((?:${amount},? ?(?:and )?){1,4})`;
const prose = /* @__PURE__ */ (() =>
  new RegExp(`\\b(?:again|wait|(?:retry|available|resets?)(?= [a-z]))(?: [a-z]+){0,2} ~?${sum}(?!\\w)`, "i"))();

/** Only what can be done again then is worth a wait: after a time, requests also fail, and links expire. */
const proseInChinese = /* @__PURE__ */ (() =>
  new RegExp(`${sum}[之以]?后[ 即可才能自动]{0,3}(?:[再重尝继]|恢复|解除)`, "i"))();

/** By the first letters that distinguish the units. */
const secondsPer: Readonly<Record<string, number>> = {
  ms: 0.001,
  milli: 0.001,
  s: 1,
  秒: 1,
  m: 60,
  分: 60,
  h: 3600,
  小: 3600,
  d: 86_400,
};

function proseWait(message: string): number | undefined {
  if (message === "" || !/\d/.test(message)) return undefined;
  const text = message.slice(0, 2048);
  const found = prose.exec(text)?.[1] ?? proseInChinese.exec(text)?.[1];
  return found === undefined ? undefined : durationIn(found);
}

/** Milliseconds in `20s`, `301ms`, `7m12s`, `1h2m3s`, `5 minutes`; `undefined` for anything else. */
function durationIn(text: string): number | undefined {
  const seconds = text.match(amounts)?.map((part) => Number.parseFloat(part) * secondsIn(part));
  return toMilliseconds(seconds?.reduce((total, part) => total + part));
}

const secondsIn = (amount: string): number =>
  secondsPer[/ms|milli|[^\d. ]/i.exec(amount)?.[0].toLowerCase() ?? ""] ?? 0;
