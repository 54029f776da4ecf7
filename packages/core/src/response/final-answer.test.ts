import { expect, it } from "vitest";
import { classify } from "../classify.ts";
import { finalAnswer, refusedAnswer, streamHeaders } from "./final-answer.ts";

const none = () => false;
const page = classify({ status: 200, body: "<!DOCTYPE html><html></html>" });
const malformed = classify({
  status: 500,
  body: '{"error":{"code":"invalid_request","message":"no (request id: abc)"}}',
});

it("keeps the status of an honest failure, and adds the request id", () => {
  expect(finalAnswer(malformed, 500, none, false)).toEqual({
    isHonest: true,
    status: 500,
    headers: { "x-should-retry": "false", "x-request-id": "abc", "request-id": "abc" },
    dropped: [],
  });
});

it.each([
  [399, false],
  [400, true],
  [599, true],
  [600, false],
])("takes %i for an honest failure: %j", (status, isHonest) => {
  expect(finalAnswer(page, status, none, false)).toMatchObject({ isHonest, status: isHonest ? status : 404 });
});

it("gives a failure disguised as success an error status", () => {
  expect(finalAnswer(page, 200, none, false)).toEqual({
    isHonest: false,
    status: 404,
    headers: {
      "x-should-retry": "false",
      "content-type": "application/json",
      "x-comet-original-status": "200",
    },
    dropped: ["content-length", "content-encoding", "transfer-encoding"],
  });
});

it("normalizes a misleading status when asked to", () => {
  expect(finalAnswer(malformed, 500, none, true)).toMatchObject({
    status: 400,
    headers: { "x-comet-original-status": "500" },
  });
});

it("sets no request id that the server sent, or that a header cannot contain", () => {
  const held = finalAnswer(malformed, 500, (name) => name === "x-request-id", false);
  expect(held.headers).toEqual({ "x-should-retry": "false", "request-id": "abc" });
  const odd = finalAnswer({ ...malformed, requestId: "a b" }, 500, none, false);
  expect(odd.headers).toEqual({ "x-should-retry": "false" });
});

it("removes the length of a stream", () => {
  expect(streamHeaders(() => undefined).dropped).toEqual(["content-length"]);
});

it("puts a stream's request id where SDKs look for it, unless the server sent it", () => {
  const from = (sent: Readonly<Record<string, string>>) => streamHeaders((name) => sent[name]).headers;
  expect(from({ "x-oneapi-request-id": "abc" })).toEqual({ "x-request-id": "abc", "request-id": "abc" });
  expect(from({ "x-oneapi-request-id": "abc", "x-request-id": "def" })).toEqual({ "request-id": "abc" });
  expect(from({ "request-id": "req_1" })).toEqual({ "x-request-id": "req_1" });
  expect(from({})).toEqual({});
});

it("gives a call that was not sent the status that others met, or the one that fits", () => {
  const refused = { ...malformed, refused: "circuit-open" } as const;
  const headers = {
    "content-type": "application/json",
    "x-should-retry": "false",
    "x-comet-refused": "circuit-open",
  };
  expect(refusedAnswer(refused, false)).toEqual({ status: 500, headers });
  expect(refusedAnswer(refused, true)).toEqual({ status: 400, headers });
  expect(refusedAnswer({ ...refused, status: 400, normalizedStatus: 402 }, false).status).toBe(400);
  expect(refusedAnswer({ ...page, refused: "queue-full" }, false)).toEqual({
    status: 404,
    headers: { ...headers, "x-comet-refused": "queue-full" },
  });
  const unreachable = classify({ error: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
  expect(refusedAnswer({ ...unreachable, refused: "circuit-open" }, false).status).toBe(502);
});
