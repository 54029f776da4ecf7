import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { findSuffix, withoutRequestId } from "./request-id.ts";

const id = "20260301101112123456789AbCdEf12";
it("is found behind a very long message, in any language", () => {
  const idOf = (message: string) => classify({ status: 500, body: { error: { message, code: "" } } }).requestId;
  expect(idOf(`${"x".repeat(100_000)} (request id: ${id})`)).toBe(id);
  expect(idOf(`${"字".repeat(100_000)}（请求 ID：${id}）`)).toBe(id);
});

describe("an id of more than 128 characters", () => {
  const long = "a".repeat(129);
  it.each([
    ["in a message", { body: { error: { message: `no (request id: ${long})` } } }],
    [
      "in a message, by its shape,",
      { body: { error: { message: `（请求 ID：${"1".repeat(14)}${"a".repeat(115)}）` } } },
    ],
    ["in prose", { body: { error: { message: `no req_${long}` } } }],
    ["in the body", { body: { error: { message: "no" }, request_id: long } }],
    ["in a header", { headers: { "x-oneapi-request-id": long, "request-id": long, "cf-ray": long } }],
  ])("%s is none", (_, shown) => {
    expect(classify({ status: 500, ...shown }).requestId).toBeUndefined();
    const headers = { ...("headers" in shown ? shown.headers : {}), "x-request-id": id };
    expect(classify({ status: 500, ...shown, headers }).requestId).toBe(id);
  });
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
