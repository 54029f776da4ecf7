import { expect, test } from "vitest";
import { createRequestId } from "./request-id.ts";

test("begins with the time at UTC+8 and the milliseconds", () => {
  const now = Date.UTC(2026, 1, 5, 5, 28, 59, 798);
  expect(createRequestId(now)).toMatch(/^20260205132859798\d{6}[A-Za-z0-9]{8}$/);
});

test("does not repeat", () => {
  const ids = new Set(Array.from({ length: 1000 }, () => createRequestId(0)));
  expect(ids.size).toBe(1000);
});
