import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { findSuffix, withoutRequestId } from "./request-id.ts";

const id = "20260301101112123456789AbCdEf12";
it("is found behind a very long message, in any language", () => {
  const idOf = (message: string) => classify({ status: 500, body: { error: { message, code: "" } } }).requestId;
  expect(idOf(`${"x".repeat(100_000)} (request id: ${id})`)).toBe(id);
  expect(idOf(`${"字".repeat(100_000)}（请求 ID：${id}）`)).toBe(id);
});

describe("findSuffix", () => {
  it("tells where the group opens and ends", () => {
    expect(findSuffix("no (request id: abc).")).toEqual({ id: "abc", start: 3, end: 20 });
    expect(findSuffix("no (request id: abc)")).toEqual({ id: "abc", start: 3, end: 20 });
  });

  it("looks for other forms in the last 512 characters alone", () => {
    expect(findSuffix(`（请求 ID：${id}）${"x".repeat(400)}`)?.id).toBe(id);
    expect(findSuffix(`（请求 ID：${id}）${"x".repeat(600)}`)).toBeUndefined();
  });
});

describe("withoutRequestId", () => {
  it.each([
    [`no (request id: ${id})`, "no"],
    [`no (request id: inner-1) (request id: ${id})`, "no"],
    [`错误（请求 ID：${id}）`, "错误"],
    ["no", "no"],
    ["no (request id: abc) at all", "no (request id: abc) at all"],
    [`(request id: ${id})`, ""],
    ["", ""],
  ])("makes of %j %j", (message, expected) => {
    expect(withoutRequestId(message)).toBe(expected);
  });
});
