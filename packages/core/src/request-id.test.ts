import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { findSuffix, withoutRequestId } from "./request-id.ts";

const id = "20260301101112123456789AbCdEf12";
const older = "202603011011121234567890123456";
const hashed = "202603011011121234567898268d9d6AbCdEf12";

const failure = (message: string, headers: Record<string, string> = {}, rest: object = {}) =>
  classify({ status: 500, headers, body: { error: { message, code: "" }, ...rest } }).requestId;

describe("the id in a message", () => {
  it.each([
    ["at its end", `no (request id: ${id})`, id],
    ["of digits alone", `no (request id: ${older})`, older],
    ["with the gateway's hash", `no (request id: ${hashed})`, hashed],
    ["of another shape", "no (request id: abc-123.x_9)", "abc-123.x_9"],
    ["behind a code", `no (code: bad_thing, request id: ${id})`, id],
    ["in capitals", `no (Request ID: ${id})`, id],
    ["with an underscore", "no (request_id: abc123)", "abc123"],
    ["in full-width brackets", `错误 （request id：${id}）`, id],
    ["in Chinese", `错误（请求 ID：${id}）`, id],
    ["in traditional Chinese", `錯誤（請求 ID：${id}）`, id],
    ["in Japanese", `エラー（リクエストID：${id}）`, id],
    ["in French", `erreur (id de requête : ${id})`, id],
    ["in Russian", `ошибка (ID запроса: ${id})`, id],
    ["in Vietnamese", `lỗi (ID yêu cầu: ${id})`, id],
    ["as a trace id of the gateway's shape", `no (traceid: ${id})`, id],
    ["before a full stop", `no (request id: ${id}).`, id],
    ["as the last of a chain", `no (request id: inner-1) (request id: ${id})`, id],
    ["as the last of a chain in two languages", `no (request id: inner-1)（请求 ID：${id}）`, id],
    ["behind other brackets", `no (distributor) (request id: ${id})`, id],
    ["in prose", "Include the request ID req_011CSabcDEF in your message.", "req_011CSabcDEF"],
    [
      "in prose within brackets",
      "no (Please include the request ID req_011CSabcDEF in your message.)",
      "req_011CSabcDEF",
    ],
    ["in prose, of Vertex", "see req_vrtx_011CSabcDEF", "req_vrtx_011CSabcDEF"],
    ["behind a very long message", `${"x".repeat(100_000)} (request id: ${id})`, id],
    ["of another language behind a very long message", `${"字".repeat(100_000)}（请求 ID：${id}）`, id],
  ])("is found %s", (_, message, expected) => {
    expect(failure(message)).toBe(expected);
  });

  it.each([
    "no",
    "no (distributor)",
    "no (request id: )",
    "no (request id)",
    "no (limit: 20260301)",
    "no (a: b)",
    "no request id: abc",
    "wreq_011CSabcDEF",
    "req_1",
    "",
  ])("is not found in %j", (message) => {
    expect(failure(message)).toBeUndefined();
  });
});

describe("the id of a failure", () => {
  const headers = {
    "X-Oneapi-Request-Id": "from-gateway",
    "x-request-id": "from-x",
    "request-id": "from-anthropic",
    "cf-ray": "8f3c0d1e2b4a5968-FRA",
  };
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));

  it("is first the suffix, then the headers in order, then the body's, then prose, then the ray", () => {
    const body = { request_id: "from-body" };
    expect(failure(`no (request id: ${id})`, headers, body)).toBe(id);
    expect(failure("no", headers, body)).toBe("from-gateway");
    expect(failure("no", without("X-Oneapi-Request-Id"), body)).toBe("from-x");
    expect(failure("no", without("X-Oneapi-Request-Id", "x-request-id"), body)).toBe("from-anthropic");
    expect(failure("no req_prose123", { "cf-ray": "ray" }, body)).toBe("from-body");
    expect(failure("no req_prose123", { "cf-ray": "ray" })).toBe("req_prose123");
    expect(failure("no", { "cf-ray": "8f3c0d1e2b4a5968-FRA" })).toBe("8f3c0d1e2b4a5968-FRA");
  });

  it("is not an empty header or field", () => {
    expect(failure("no", { "x-oneapi-request-id": "", "x-request-id": "from-x" })).toBe("from-x");
    expect(failure("no", {}, { request_id: "" })).toBeUndefined();
    expect(failure("no", {}, { request_id: null })).toBeUndefined();
    expect(failure("no (request id: )", { "x-oneapi-request-id": "from-gateway" })).toBe("from-gateway");
  });

  it("is the outer gateway's where the body carries another body", () => {
    const inner = JSON.stringify({ error: { message: "no (request id: inner-1)", code: "c" } });
    expect(failure(`${inner} (request id: ${id})`)).toBe(id);
    expect(failure(inner, { "x-oneapi-request-id": "from-gateway" })).toBe("from-gateway");
    expect(failure(inner)).toBe("inner-1");
  });

  it("is the Ray ID on a page where there is nothing better", () => {
    const body = "<html><title>520</title> Cloudflare Ray ID: <strong>8f3c0d1e2b4a5968</strong></html>";
    expect(classify({ status: 520, body }).requestId).toBe("8f3c0d1e2b4a5968");
    expect(classify({ status: 520, headers: { "cf-ray": "8f3c0d1e2b4a5968-FRA" }, body }).requestId).toBe(
      "8f3c0d1e2b4a5968-FRA",
    );
  });

  it("is never read from a page's title", () => {
    expect(classify({ status: 520, body: `<title>no (request id: ${id})</title>` }).requestId).toBeUndefined();
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
