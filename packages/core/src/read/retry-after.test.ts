import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { parseRetryAfter } from "./retry-after.ts";

it("reads a Retry-After by itself", () => {
  const now = Date.UTC(2026, 0, 1, 0, 0, 0);
  const date = "Thu, 01 Jan 2026 00:00:02 GMT";
  expect(parseRetryAfter("2", undefined)).toBe(2000);
  expect(parseRetryAfter(date, now)).toBe(2000);
  expect(parseRetryAfter(date, undefined)).toBeUndefined();
});

describe("a Retry-After", () => {
  it("may be surrounded by blanks", () => {
    expect(parseRetryAfter(" Thu, 01 Jan 2026 00:00:02 GMT ", Date.UTC(2026, 0, 1))).toBe(2000);
    expect(parseRetryAfter(" 2 ", undefined)).toBe(2000);
  });
});

describe("the reset of a limit", () => {
  const now = Date.UTC(2026, 0, 1);
  const waitOf = (headers: Record<string, string>) => classify({ status: 429, headers }, { now }).retryAfterMs;

  it("is a wait if nothing remains, and none if something does", () => {
    expect(waitOf({ "ratelimit-remaining": "0", "ratelimit-reset": "30" })).toBe(30_000);
    expect(waitOf({ "ratelimit-remaining": "1", "ratelimit-reset": "30" })).toBeUndefined();
  });

  it("is none if one header says that something remains", () => {
    expect(waitOf({ ratelimit: "limit=100, remaining=5, reset=30" })).toBeUndefined();
    expect(waitOf({ ratelimit: "limit = 100, remaining = 5, reset = 30" })).toBeUndefined();
    expect(waitOf({ ratelimit: "limit = 100, remaining = 0, reset = 30" })).toBe(30_000);
  });

  it("is the longest of the exhausted windows", () => {
    expect(waitOf({ ratelimit: '"a";r=0;t=30, "b";r=0;t=10' })).toBe(30_000);
    expect(waitOf({ ratelimit: '"a"; r=5; t=30, "b"; r=0; t=10' })).toBe(10_000);
  });

  it("that a window does not name is looked for in the other headers", () => {
    expect(waitOf({ ratelimit: '"a";r=0', "ratelimit-reset": "30" })).toBe(30_000);
    expect(waitOf({ ratelimit: '"a";r=0' })).toBeUndefined();
  });

  it("of no seconds is no wait, whatever other headers say", () => {
    expect(waitOf({ ratelimit: '"a";r=0;t=0', "ratelimit-reset": "30" })).toBe(0);
  });

  it("is a moment from a thousand million on: in seconds, and from a million million on in milliseconds", () => {
    expect(waitOf({ "ratelimit-reset": "999999999" })).toBe(999_999_999_000);
    expect(waitOf({ "ratelimit-reset": "1000000000" })).toBeUndefined();
    expect(waitOf({ "ratelimit-reset": String(now / 1000 + 5) })).toBe(5000);
    expect(waitOf({ "ratelimit-reset": String(now + 5) })).toBe(5);
    expect(waitOf({ "ratelimit-reset": "1000000000000" })).toBeUndefined();
  });

  it("that is now is over", () => {
    expect(waitOf({ "ratelimit-reset": String(now) })).toBeUndefined();
    expect(waitOf({ "ratelimit-reset": String(now / 1000) })).toBeUndefined();
  });
});

it("a wait in the body that is not a duration changes nothing else", () => {
  const { ruleId, retryAfterMs } = classify({ status: 429, body: { error: { message: "no" }, retry_after: "soon" } });
  expect([ruleId, retryAfterMs]).toEqual(["rate-limited", undefined]);
});

it("a wait in prose is searched for in the first 2 KB of the message", () => {
  const waitOf = (length: number) => {
    const message = `${"x ".repeat(length / 2)}try again in 5 s`;
    return classify({ status: 429, body: { error: { message } } }).retryAfterMs;
  };
  expect([waitOf(2000), waitOf(2048)]).toEqual([5000, undefined]);
});
