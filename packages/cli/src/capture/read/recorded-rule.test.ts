import { describe, expect, it } from "vitest";
import { explainCapture } from "../judge/explain-capture.ts";
import { hasFailed } from "../judge/has-failed.ts";
import { reportCapture } from "../judge/report-capture.ts";
import { readCaptures } from "./read-captures.ts";

const requestId = "20260624101530482913057Qm3xT9aL";

const failuresIn = (text: string) => readCaptures(text).filter(hasFailed);
const verdictsIn = (text: string) => failuresIn(text).map((capture) => explainCapture(capture).verdict);

const line = (record: object) => JSON.stringify({ level: 50, time: 1_790_000_000_000, ...record });

/** What `onAttempt` receives. */
const attempt = {
  attempt: 1,
  timestamp: 1_790_000_000_000,
  durationMs: 5,
  method: "POST",
  endpoint: "/v1/chat/completions",
  model: "m",
  status: 429,
  requestId,
  ruleId: "balance-empty",
  body: '{"error":{"message":"no","code":"insufficient_user_quota"}}',
};

/** What `onGiveUp` receives beside `attempts`. */
const verdict = {
  ruleId: "balance-empty",
  category: "quota",
  retry: "no",
  status: 429,
  code: "insufficient_user_quota",
  message: "no",
  requestId,
  retryAfterMs: 12_000,
};

describe("what the hooks receive, in a log", () => {
  it.each([
    ["an attempt", line({ attempt, msg: "attempt" })],
    ["an attempt's own fields", line({ ...attempt, msg: "attempt" })],
    ["an attempt's own fields, beside a time in words", line({ ...attempt, timestamp: "2026-09-21T14:13:20.000Z" })],
    ["a verdict", line({ verdict, reason: "not-retryable", msg: "gave up" })],
    ["a verdict's own fields", line({ ...verdict, msg: "gave up" })],
    ["all that onGiveUp receives", line({ attempt: 1, retryCount: 0, verdict, attempts: [attempt], msg: "gave up" })],
  ])("is read: %s", (_, text) => {
    const expected = { ruleId: "balance-empty", category: "quota", status: 429, requestId, message: "no" };
    expect(verdictsIn(text)).toMatchObject([expected]);
    expect(verdictsIn(`${text}\n${text}`)).toMatchObject([expected, expected]);
  });

  it("keeps request, time and wait", () => {
    expect(failuresIn(line({ attempt }))).toMatchObject([
      { request: { method: "POST", url: "/v1/chat/completions", model: "m" }, timestamp: 1_790_000_000_000 },
    ]);
    expect(verdictsIn(line({ verdict }))).toMatchObject([{ retryAfterMs: 12_000 }]);
  });

  it.each([
    ["a page under 200", { status: 200, message: "All AI Models", ruleId: "path-html-page", category: "path" }, "path"],
    ["no answer", { message: "fetch failed", ruleId: "timed-out", category: "timeout" }, "timeout"],
    ["no answer, nor words", { attempt: 1, timestamp: 1, durationMs: 5, ruleId: "timed-out" }, "timeout"],
  ])("is judged as it was, where it holds less than was known then: %s", (_, record, category) => {
    expect(verdictsIn(line({ record }))).toMatchObject([{ category, ruleId: record.ruleId }]);
    const [capture] = failuresIn(line({ record }));
    expect(capture && reportCapture(capture).decision).toMatchObject({ category });
  });

  it("is judged anew if its row is not in the table", () => {
    expect(verdictsIn(line({ verdict: { ...verdict, ruleId: "my-own" } }))).toMatchObject([{ category: "quota" }]);
  });

  it("is no failure if the attempt succeeded", () => {
    const { ruleId: _, body: __, ...success } = { ...attempt, status: 200 };
    expect(failuresIn(line({ attempt: success }))).toEqual([]);
  });

  it("is read from an error of axios that a console prints", () => {
    const text = `AxiosError: Request failed with status code 429\n    at x {\n  code: 'ERR_BAD_REQUEST',\n  status: 429,
  config: { method: 'post', url: '/v1/x' },\n  triage: {\n    verdict: { ruleId: 'balance-empty', category: 'quota' },
    attempts: [ [Object] ]\n  }\n}`;
    expect(verdictsIn(text)).toMatchObject([{ ruleId: "balance-empty", status: 429 }]);
    expect(failuresIn(text)).toMatchObject([{ missing: undefined }]);
  });
});

it("says that the body of an error of axios is missing, without its request, too", () => {
  const err = {
    type: "AxiosError",
    message: "Request failed with status code 429",
    stack: "x",
    status: 429,
    isAxiosError: true,
  };
  expect(failuresIn(line({ err }))).toMatchObject([
    { response: { status: 429 }, missing: "The body is not in it: print error.response.data, too." },
  ]);
});

it("reads the errors of an event of Sentry", () => {
  const values = [
    { type: "CometError", value: `403 no [balance-empty] POST /v1/x, 1 attempt; Top up. (request id ${requestId})` },
  ];
  expect(verdictsIn(JSON.stringify({ level: "error", exception: { values } }))).toMatchObject([
    { status: 403, category: "quota", requestId },
  ]);
});

it("takes no app's own attempt for one of ours", () => {
  const own = line({ attempt: 2, timestamp: 1_790_000_000_000, err: { message: "429 no", status: 429 } });
  expect(verdictsIn(own)).toMatchObject([{ status: 429, category: "rate_limit" }]);
});

it("takes no request that a firewall let through for a failure", () => {
  expect(failuresIn(line({ ruleId: "forbidden", action: "count", status: 200 }))).toEqual([]);
});

it("takes no rule of a firewall for what decided about the failure beside it", () => {
  const body = { error: { message: "no", code: "insufficient_user_quota" } };
  expect(verdictsIn(line({ ruleId: "rate-limited", status: 403, body }))).toMatchObject([{ ruleId: "balance-empty" }]);
});
