import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

it("reads a Retry-After by itself", () => {
  const now = Date.UTC(2026, 0, 1, 0, 0, 0);
  const date = "Thu, 01 Jan 2026 00:00:02 GMT";
  expect(parseRetryAfter("2", undefined)).toBe(2000);
  expect(parseRetryAfter(date, now)).toBe(2000);
  expect(parseRetryAfter(date, undefined)).toBeUndefined();
});
