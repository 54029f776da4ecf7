import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { parseRetryAfter } from "./retry-after.ts";

const now = Date.UTC(2026, 0, 1, 0, 0, 0);
const dateAt = (ms: number): string => new Date(now + ms).toUTCString();

/** The wait a 429 with these headers and this message asks for, in milliseconds. */
const waitOf = (headers: Record<string, string>, message = "slow", status = 429): number | undefined =>
  classify({ status, headers, body: { error: { message, code: "" } } }, { now }).retryAfterMs;

describe("Retry-After", () => {
  it.each([
    ["seconds", "5", 5000],
    ["a fraction of a second", "0.1", 100],
    ["more digits than a millisecond, rounded up", "1.0001", 1001],
    ["a fraction that binary cannot hold", "4.006", 4006],
    ["zero", "0", 0],
    ["blanks around", "  7 ", 7000],
    ["a date", dateAt(5000), 5000],
    ["a date in RFC 850's form", "Thursday, 01-Jan-26 00:33:20 GMT", 2_000_000],
    ["a date in asctime's form", "Thu Jan  1 00:33:20 2026", 2_000_000],
    ["the last of two values that a proxy joined", `${dateAt(5000)}, 45`, 45_000],
    ["the last of two numbers", "5, 10", 10_000],
    ["a day", "86400", 86_400_000],
  ])("is read from %s", (_, value, expected) => {
    expect(waitOf({ "retry-after": value })).toBe(expected);
  });

  it.each([
    ["a date in the past", "Wed, 21 Oct 2015 07:28:00 GMT"],
    ["this very moment", dateAt(0)],
    ["a negative number", "-10"],
    ["words", "a couple minutes"],
    ["hexadecimal", "0x10"],
    ["an exponent", "1e3"],
    ["nothing", ""],
    ["a unit", "5s"],
    ["a plus sign", "+5"],
    ["a bare dot", "5."],
    ["an infinity", "Infinity"],
    ["a number", "9999999999999999999999"],
    ["an ISO date", "2026-01-01T00:00:30.000Z"],
    ["another order of a date", "Thu Jan 01 2026 00:00:30 GMT"],
    ["impossible parts of a date", "Sun, 32 Dec 2030 25:99:99 GMT"],
    ["full-width digits", "５"],
  ])("is ignored where it is %s", (_, value) => {
    expect(waitOf({ "retry-after": value })).toBeUndefined();
  });

  it("is measured from the response's own Date", () => {
    expect(waitOf({ date: dateAt(-60_000), "retry-after": dateAt(-50_000) })).toBe(10_000);
    expect(waitOf({ date: dateAt(60_000), "retry-after": dateAt(50_000) })).toBeUndefined();
  });

  it("is measured from the caller's clock where the response has no Date that can be read", () => {
    expect(waitOf({ date: "yesterday", "retry-after": dateAt(8000) })).toBe(8000);
  });

  it("needs no clock but for a date", () => {
    expect(classify({ status: 429, headers: { "retry-after": "5" } }).retryAfterMs).toBe(5000);
    expect(classify({ status: 429, headers: { "retry-after": dateAt(5000) } }).retryAfterMs).toBeUndefined();
    expect(classify({ status: 429, headers: { date: dateAt(0), "retry-after": dateAt(5000) } }).retryAfterMs).toBe(
      5000,
    );
  });

  it("places a two-digit year up to 50 years ahead", () => {
    expect(waitOf({ "retry-after": "Tuesday, 01-Jan-75 00:00:00 GMT" })).toBe(Date.UTC(2075, 0, 1) - now);
    expect(waitOf({ "retry-after": "Friday, 01-Jan-77 00:00:00 GMT" })).toBeUndefined();
  });

  it("is found whatever the verdict", () => {
    expect(waitOf({ "retry-after": "5" }, "no", 401)).toBe(5000);
  });

  it("reads the same by itself", () => {
    expect(parseRetryAfter("2", undefined)).toBe(2000);
    expect(parseRetryAfter(dateAt(2000), now)).toBe(2000);
    expect(parseRetryAfter(dateAt(2000), undefined)).toBeUndefined();
  });
});

describe("retry-after-ms", () => {
  it.each([
    ["milliseconds", { "retry-after-ms": "3000" }, 3000],
    ["a fraction, rounded up", { "retry-after-ms": "1250.2" }, 1251],
    ["the first of both headers", { "retry-after-ms": "3000", "retry-after": "10" }, 3000],
    ["zero, even beside seconds", { "retry-after-ms": "0", "retry-after": "60" }, 0],
  ])("is %s", (_, headers, expected) => {
    expect(waitOf(headers)).toBe(expected);
  });

  it.each(["-1", "soon", "", "0x1f"])("gives way to Retry-After where it is %j", (value) => {
    expect(waitOf({ "retry-after-ms": value, "retry-after": "60" })).toBe(60_000);
  });
});

describe("a window's reset", () => {
  it.each([
    ["RateLimit's t", { ratelimit: '"default";r=0;t=30' }, 30_000],
    ["RateLimit's t, with blanks", { ratelimit: '"default"; r=0; t = 30' }, 30_000],
    ["RateLimit-Reset as seconds", { "ratelimit-reset": "1" }, 1000],
    ["RateLimit-Reset as an epoch", { "ratelimit-reset": `${now / 1000 + 3}` }, 3000],
    ["X-RateLimit-Reset as an epoch", { "x-ratelimit-reset": `${now / 1000 + 2}` }, 2000],
    ["X-Rate-Limit-Reset as an epoch", { "x-rate-limit-reset": `${now / 1000 + 2}` }, 2000],
    ["an epoch in milliseconds", { "x-ratelimit-reset": `${now + 2500}` }, 2500],
  ])("is read from %s", (_, headers, expected) => {
    expect(waitOf(headers)).toBe(expected);
  });

  it("is ignored where it has passed, or no clock is at hand", () => {
    expect(waitOf({ "x-ratelimit-reset": `${now / 1000 - 2}` })).toBeUndefined();
    expect(
      classify({ status: 429, headers: { "x-ratelimit-reset": `${now / 1000 + 2}` } }).retryAfterMs,
    ).toBeUndefined();
  });

  it("gives way to a valid Retry-After", () => {
    expect(waitOf({ "retry-after": "1", "ratelimit-reset": `${now / 1000 + 9000}` })).toBe(1000);
  });

  it.each(["1e3", "", "-10", "Thu Jan 01 2026 00:00:30 GMT"])("does not stand in for a Retry-After of %j", (value) => {
    expect(waitOf({ "retry-after": value, "ratelimit-reset": `${now / 1000 + 3}` })).toBeUndefined();
  });

  it("says nothing where the failure is no limit", () => {
    expect(waitOf({ "ratelimit-reset": "30" }, "boom", 500)).toBeUndefined();
    expect(waitOf({ "ratelimit-reset": "30" }, "no money", 401)).toBeUndefined();
  });
});

describe("the body", () => {
  const bodyWait = (body: unknown, headers = {}): number | undefined =>
    classify({ status: 429, headers, body }, { now }).retryAfterMs;
  const google = (retryDelay: unknown) => ({
    error: { code: 429, message: "m", status: "RESOURCE_EXHAUSTED", details: [{ "@type": "RetryInfo", retryDelay }] },
  });

  it.each([
    ["Google's RetryInfo", google("43s"), 43_000],
    ["Google's RetryInfo with a fraction", google("43.656415962s"), 43_657],
    ["Cloudflare's retry_after", { title: "limited", retry_after: 30 }, 30_000],
    ["a retry_after that is text", { title: "limited", retry_after: "30" }, 30_000],
    ["a retry_after of zero", { title: "limited", retry_after: 0 }, 0],
  ])("tells a wait in %s", (_, body, expected) => {
    expect(bodyWait(body)).toBe(expected);
  });

  it.each([[{}], [true], [-5], ["soon"], [null], [[]]])("tells none where the field is %j", (value) => {
    expect(bodyWait({ message: "limited", retry_after: value })).toBeUndefined();
    expect(bodyWait(google(value))).toBeUndefined();
  });

  it("gives way to headers", () => {
    expect(bodyWait(google("43s"), { "retry-after": "2" })).toBe(2000);
  });
});

describe("prose", () => {
  it.each([
    ["Please try again in 20s.", 20_000],
    ["Please try again in 301ms.", 301],
    ["Please try again in 7m12s.", 432_000],
    ["Please try again in 1h2m3s.", 3_723_000],
    ["Please try again in 6m0s.", 360_000],
    ["Please retry in 43.656s.", 43_656],
    ["Please retry in 10h17m5.723541104s.", 37_025_724],
    ["Please try again in 1 minute", 60_000],
    ["Please wait 5 minutes before you send more", 300_000],
    ["Try again after 30 seconds", 30_000],
    ["retry after 2 seconds", 2000],
    ["The quota resets in 2 days", 172_800_000],
    ["available again in 1 hour 30 minutes", 5_400_000],
    ["TRY AGAIN IN 20S", 20_000],
    ["TRY AGAIN IN 5 MINUTES", 300_000],
  ])("%j asks for %i ms", (message, expected) => {
    expect(waitOf({}, message)).toBe(expected);
  });

  it.each([
    "Please try again later",
    "Maximum 5 requests within 1 minutes",
    "您已达到请求数限制：1分钟内最多请求5次",
    "try again in 5 apples",
    "try again in 5 states",
    "Please modify your prompt and retry. Limit 30s",
    "Timed out after 600 seconds",
    "try again in -5s",
  ])("%j asks for none", (message) => {
    expect(waitOf({}, message)).toBeUndefined();
  });

  it("is not read in the request id", () => {
    expect(waitOf({}, "try again (request id: 20260301101112123456789AbCdEf12)")).toBeUndefined();
  });

  it("gives way to every structured hint", () => {
    expect(waitOf({ "ratelimit-reset": "3" }, "try again in 20s")).toBe(3000);
    expect(waitOf({ "retry-after": "" }, "try again in 20s")).toBeUndefined();
  });
});

it("takes no reset of a window that is not used up for a wait", () => {
  const headers = { "x-ratelimit-remaining": "42", "x-ratelimit-reset": "300" };
  expect(classify({ status: 429, headers }).retryAfterMs).toBeUndefined();
  expect(classify({ status: 503, headers: { "x-ratelimit-reset": "300" } }).retryAfterMs).toBeUndefined();
});

it("takes the window that is used up, of several", () => {
  const headers = { ratelimit: '"daily";r=900;t=86400, "burst";r=0;t=2' };
  expect(classify({ status: 429, headers }).retryAfterMs).toBe(2000);
});
