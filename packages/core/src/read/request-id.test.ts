import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import type { Failure } from "../failure.ts";
import { findSuffix, withoutRequestId } from "./request-id.ts";

const id = "20260301101112123456789AbCdEf12";
it("is found at the end of a very long message, in any language", () => {
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
  it("returns where the bracket group opens and ends", () => {
    expect(findSuffix("no (request id: abc).")).toEqual({ id: "abc", start: 3, end: 20 });
    expect(findSuffix("no (request id: abc)")).toEqual({ id: "abc", start: 3, end: 20 });
  });

  it("searches only the last 512 characters for other forms", () => {
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
    ["no (request id: abc)\n", "no"],
    [`(request id: ${id})`, ""],
    ["", ""],
  ])("makes of %j %j", (message, expected) => {
    expect(withoutRequestId(message)).toBe(expected);
  });
});

describe("the id to quote", () => {
  const idOf = (failure: Failure) => classify({ status: 500, ...failure }).requestId;

  it("is the first that exists, in this order: message, headers, body, prose, edge", () => {
    const headers: Record<string, string> = {
      "x-oneapi-request-id": "header-1",
      "x-request-id": "header-2",
      "request-id": "header-3",
      "cf-ray": "ray-1",
    };
    const body: Record<string, unknown> = {
      request_id: "body-1",
      error: { message: "no req_prose1 (request id: end-1)" },
    };
    const seen = [idOf({ headers, body })];
    body.error = { message: "no req_prose1" };
    for (const name of ["x-oneapi-request-id", "x-request-id", "request-id"]) {
      seen.push(idOf({ headers, body }));
      delete headers[name];
    }
    seen.push(idOf({ headers, body }));
    delete body.request_id;
    seen.push(idOf({ headers, body }));
    body.error = { message: "no" };
    seen.push(idOf({ headers, body }), idOf({ body }));
    expect(seen).toEqual(["end-1", "header-1", "header-2", "header-3", "body-1", "req_prose1", "ray-1", undefined]);
  });

  it("of a body in a body is the outer one, then one in a header, then the inner one", () => {
    const inner = JSON.stringify({ error: { message: "no (request id: inner-1)" } });
    const said = (message: string, headers = {}) => idOf({ headers, body: { error: { message } } });
    expect(said(`${inner} (request id: outer-1)`, { "request-id": "header-1" })).toBe("outer-1");
    expect(said(inner, { "request-id": "header-1" })).toBe("header-1");
    expect(said(inner, { "cf-ray": "ray-1" })).toBe("inner-1");
  });

  it("in prose begins a word and has six letters or more", () => {
    const said = (message: string) => idOf({ body: { error: { message } } });
    expect(said("see req_abcdef.")).toBe("req_abcdef");
    expect(said("see (req_abc123)")).toBe("req_abc123");
    expect(said("see req_abcde")).toBeUndefined();
    expect(said("see xreq_abcdef, 1req_abcdef, Zreq_abcdef")).toBeUndefined();
  });

  it("on a page is the 16 letters near the words Ray ID", () => {
    const page = (text: string) => idOf({ body: `<html>${text}` });
    expect(page("Ray ID: <b>0123456789abcdef</b>")).toBe("0123456789abcdef");
    expect(page(`Ray ID${"-".repeat(80)}0123456789abcdef`)).toBe("0123456789abcdef");
    expect(page(`Ray ID${"-".repeat(81)}0123456789abcdef`)).toBeUndefined();
    expect(page("Ray ID: 0123456789abcde")).toBeUndefined();
    expect(page("0123456789abcdef")).toBeUndefined();
    expect(page("0123456789abcdef Ray ID")).toBeUndefined();
    expect(page(`${"-".repeat(17_000)}Ray ID: 0123456789abcdef`)).toBeUndefined();
  });
});

it("that a page lacks changes nothing else", () => {
  expect(classify({ status: 524, body: "<html>Ray ID: none" }).ruleId).toBe("gateway-timeout");
});

describe("a bracket that contains the id", () => {
  it.each([
    ["no (code: X, request id: abc)", "abc"],
    ["no (Request-ID:a.b-c_1 )", "a.b-c_1"],
    ["no (requestid：abc)", "abc"],
    ["no（request id：abc）", "abc"],
    [`no (ID: ${id})`, id],
    [`no (номер：${id} )`, id],
    [`no (first: ${id}) (request id: last)`, "last"],
    ["no (request id: a b)", undefined],
    ["no (request id: )", ""],
    ["no (id: abc)", undefined],
    ["no (ID: 20260301101112abcdefgh)", undefined],
    ["no (ID: 2026030110111abcdefghi)", undefined],
    [`no ID: ${id}`, undefined],
    [`no (${"x".repeat(160)} request id: abc)`, undefined],
    [`no (${"x".repeat(159)} request id: abc)`, "abc"],
    [`no (request id: ${"a".repeat(128)})`, "a".repeat(128)],
  ])("of %j holds %j", (message, expected) => {
    expect(findSuffix(message)?.id).toBe(expected);
  });
});
