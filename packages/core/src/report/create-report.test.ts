import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import type { AttemptRecord, GiveUpContext, RetryContext } from "../retry/retry-types.ts";
import { ReportSchema } from "../schema.ts";
import { createReport } from "./create-report.ts";
import { formatReport } from "./format-report.ts";
import type { ReportInput, ReportRequest } from "./types.ts";

const key = "sk-abcdefghij1234567890";
const id = "20260301101112123456789AbCdEf12";
const url = `https://api.cometapi.com/v1/chat/completions?key=${key}&alt=sse`;
const responseBody = `{"error":{"message":"invalid token ${key} (request id: ${id})","type":"comet_api_error","code":""}}`;
const verdict = classify({ status: 401, body: responseBody });

const attempt = (number: number, rest: Partial<AttemptRecord> = {}): AttemptRecord => ({
  attempt: number,
  timestamp: Date.UTC(2026, 2, 1, 2, 11, 11 + number),
  durationMs: 40,
  method: "POST",
  endpoint: "/v1/chat/completions",
  model: "m-1",
  status: 401,
  ruleId: verdict.ruleId,
  requestId: id,
  body: responseBody,
  ...rest,
});

const reportOn = (request: ReportRequest, rest: Partial<ReportInput> = {}) => {
  const report = createReport({ request, verdict, attempts: [attempt(1)], ...rest });
  expect(ReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
  return report;
};

const chat = (body: unknown, headers: ReportRequest["headers"] = {}): ReportRequest => ({
  method: "POST",
  url,
  headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...(headers as object) },
  body,
});

describe("createReport", () => {
  it("contains each line that the guide asks for, without the key", () => {
    const text = `{"model":"m-1", "temperature":1.0, "messages":[{"role":"user","content":"my key is ${key}"}]}`;
    const response = { status: 401, statusText: "Unauthorized", headers: new Headers({ "x-oneapi-request-id": id }) };
    const trials = { otherModel: { works: false, detail: "m-2: 401" }, otherKey: { works: true } };
    const report = reportOn(chat(text), { response, ...trials });
    expect(report).toMatchObject({
      request: {
        method: "POST",
        origin: "https://api.cometapi.com",
        endpoint: "/v1/chat/completions",
        model: "m-1",
        query: [
          { name: "key", value: "***" },
          { name: "alt", value: "sse" },
        ],
        headers: [
          { name: "authorization", value: "Bearer ***" },
          { name: "content-type", value: "application/json" },
        ],
        body: { kind: "text", text: text.replace(key, "***") },
        files: [],
      },
      response: {
        status: 401,
        statusText: "Unauthorized",
        headers: [{ name: "x-oneapi-request-id", value: id }],
        body: responseBody.replace(key, "***"),
      },
      error: { message: `invalid token *** (request id: ${id})`, type: "comet_api_error", thrown: [] },
      requestIds: [id],
      attempts: [{ attempt: 1, time: "2026-03-01T02:11:12.000Z", durationMs: 40, status: 401, requestId: id }],
      ...trials,
      decision: { ruleId: verdict.ruleId, category: "auth", retry: "no" },
      repeated: false,
    });
    expect(report.removed).toEqual([
      { where: "$.request.query[0].value", kind: "named", count: 1 },
      { where: "$.request.headers[0].value", kind: "named", count: 1 },
      { where: "$.request.body.text → $.messages[0].content", kind: "known", count: 1 },
      { where: "$.response.body → $.error.message", kind: "known", count: 1 },
      { where: "$.error.message", kind: "known", count: 1 },
    ]);
    expect(JSON.stringify(report)).not.toContain(key);
  });

  it("shows no part of a key with a line break, which a transport quotes", () => {
    const broken = { Authorization: "Bearer sk-firsthalfAAAA1234\r\nsecondhalfBBBB1234" };
    const error = new TypeError(`Headers.append: "${broken.Authorization}" is an invalid header value.`);
    const report = reportOn(chat("{}", broken), { error, verdict: classify({ error }) });
    expect(report.error.message).toBe('Headers.append: "Bearer ***" is an invalid header value.');
    expect(JSON.stringify(report)).not.toMatch(/firsthalf|secondhalf/);
  });

  it("keeps its own shape, whatever words are secrets", () => {
    const headers = { "x-api-key": "response", "set-cookie": "request endpoint requestIds attempts" };
    const report = reportOn(chat('{"password":"headers"}', headers), { secrets: ["body", "value", "error"] });
    expect(report.request.body).toEqual({ kind: "text", text: '{"password":"***"}' });
    expect(report.request.headers.at(-1)).toEqual({ name: "set-cookie", value: "***" });
  });

  it("shows the gateway's address, even if a cookie contains it", () => {
    const headers = { "set-cookie": "__cf_bm=abcdefgh1234; path=/v1/chat/completions; domain=.cometapi.com; HttpOnly" };
    const report = reportOn(chat("{}"), {
      response: { status: 401, headers, body: "abcdefgh1234 from api.cometapi.com" },
    });
    expect(report.request.origin).toBe("https://api.cometapi.com");
    expect(report.request.endpoint).toBe("/v1/chat/completions");
    expect(report.response.headers).toEqual([{ name: "set-cookie", value: "***" }]);
    expect(report.response.body).toBe("*** from api.cometapi.com");
  });

  it("removes a key of no known shape wherever the response echoes it", () => {
    const request = { headers: { "x-api-key": "plain.words:only" } };
    const report = reportOn(request, { response: { body: "got cGxhaW4ud29yZHM6b25seQ== and plain.words:only" } });
    expect(report.response.body).toBe("got ***Q== and ***");
  });

  it("names headers that are not known to be harmless, and hides their values", () => {
    const { request, response, removed } = reportOn(
      { headers: { "X-Custom": "private", "User-Agent": "OpenAI/JS", "x-gone": undefined } },
      { response: { headers: [["Set-Cookie", "a=b"]] } },
    );
    expect(request.headers).toEqual([
      { name: "x-custom", value: "***" },
      { name: "user-agent", value: "OpenAI/JS" },
    ]);
    expect(response.headers).toEqual([{ name: "set-cookie", value: "***" }]);
    expect(removed).toContainEqual({ where: "$.request.headers[0].value", kind: "header", count: 1 });
    const answered = reportOn({}, { response: { headers: { "x-custom": "private" } } });
    expect(answered.removed).toContainEqual({ where: "$.response.headers[0].value", kind: "header", count: 1 });
  });

  it("shows how long the server keeps a connection", () => {
    const headers = { connection: "keep-alive", "keep-alive": "timeout=5" };
    const { response, removed } = reportOn({}, { response: { status: 500, headers } });
    expect(response.headers).toContainEqual({ name: "keep-alive", value: "timeout=5" });
    expect(removed.filter(({ kind }) => kind === "header")).toEqual([]);
  });

  it("lists a form's fields, and its files by name, type, size and how they were sent", () => {
    const form = new FormData();
    form.set("model", "m-7");
    form.set("prompt", "a cat");
    form.set("api_key", "hunter2000");
    form.set("image", new File(["12345"], "cat.png", { type: "image/png" }));
    form.set("mask", `data:image/png;base64,${"iVBORw0K".repeat(40)}`);
    form.set("reference", "https://h.example/cat.png?sig=abc");
    const { request } = reportOn({ url, body: form }, { attempts: [] });
    expect(request.model).toBe("m-7");
    expect(request.body).toEqual({
      kind: "form",
      fields: [
        { name: "model", value: "m-7" },
        { name: "prompt", value: "a cat" },
        { name: "api_key", value: "***" },
        { name: "image", value: "<cat.png, image/png, 5 B>" },
        { name: "mask", value: "<image/png, base64, 240 B>" },
        { name: "reference", value: "https://h.example/cat.png?***" },
      ],
    });
    expect(request.files).toEqual([
      { where: "image", sent: "uploaded", name: "cat.png", type: "image/png", bytes: 5 },
      { where: "mask", sent: "base64", type: "image/png", bytes: 240 },
      { where: "reference", sent: "url" },
    ]);
  });

  it("lists the files in JSON by their path", () => {
    const image = `data:image/jpeg;base64,${"/9j/4AAQ".repeat(40)}`;
    const body = { model: "m", content: [{ image_url: { url: image } }, { image_url: { url: "http://h/x.png" } }] };
    const { request } = reportOn(chat(body));
    expect(request.body).toEqual({
      kind: "text",
      text: '{"model":"m","content":[{"image_url":{"url":"<image/jpeg, base64, 240 B>"}},{"image_url":{"url":"http://h/x.png"}}]}',
    });
    expect(request.files).toEqual([
      { where: "$.content[0].image_url.url", sent: "base64", type: "image/jpeg", bytes: 240 },
      { where: "$.content[1].image_url.url", sent: "url" },
    ]);
  });

  it("does not take a URL in a list, in prose or as a name for a file", () => {
    const files = (body: unknown) => reportOn({ url, body } as never).request.files;
    expect(files('["https://h.example/a"]')).toEqual([]);
    expect(files('see "https://h.example/a"')).toEqual([]);
    expect(files('{"https://h.example/a":1}')).toEqual([]);
    expect(files('{"https://h.example/a":"https://h.example/b"}')).toHaveLength(1);
  });

  it.each([
    ["none", undefined, "", { kind: "none" }],
    ["bytes of text", new TextEncoder().encode("{}"), "", { kind: "text", text: "{}" }],
    ["an ArrayBuffer", new TextEncoder().encode("ab").buffer, "", { kind: "text", text: "ab" }],
    ["no bytes", new Uint8Array(), "", { kind: "none" }],
    ["other bytes", new Uint8Array([255, 254]), "audio/wav", { kind: "binary", type: "audio/wav", bytes: 2 }],
    ["a Blob", new Blob(["abc"], { type: "audio/wav" }), "", { kind: "binary", type: "audio/wav", bytes: 3 }],
    ["a stream", new ReadableStream(), "", { kind: "stream" }],
    ["a multipart text", "--x", "multipart/form-data", { kind: "binary", type: "multipart/form-data", bytes: 3 }],
    [
      "a URL-encoded text",
      "password=abc&a=b",
      "application/x-www-form-urlencoded",
      {
        kind: "form",
        fields: [
          { name: "password", value: "***" },
          { name: "a", value: "b" },
        ],
      },
    ],
    ["text that is no JSON", "{'a': NaN,}", "application/json", { kind: "text", text: "{'a': NaN,}" }],
  ])("describes a body: %s", (_, body, type, expected) => {
    expect(reportOn({ headers: { "content-type": type }, body }).request.body).toEqual(expected);
  });

  it("survives a body that contains itself, and changes none", () => {
    const body: Record<string, unknown> = { model: "m-9", password: "abc" };
    body.self = body;
    Object.freeze(body);
    expect(reportOn({ body }, { attempts: [] }).request).toMatchObject({
      model: "m-9",
      body: { kind: "text", text: '{"model":"m-9","password":"***","self":"[Circular]"}' },
    });
  });

  it("shows no text of a function that throws when it is read as JSON", () => {
    const body = Object.assign(() => {}, { toJSON: () => expect.unreachable() });
    expect(reportOn({ body }).request.body).toEqual({ kind: "text", text: "" });
  });

  it("names the model of the request, of the last attempt, of the body or of the path", () => {
    const body = '{"model":"of-body"}';
    const google = "https://api.cometapi.com/v1beta/models/of-path:generateContent";
    const modelOf = (request: ReportRequest, attempts: AttemptRecord[]) =>
      reportOn(request, { attempts }).request.model;
    const attempts = [
      attempt(1, { model: "of-first" }),
      attempt(2, { model: "of-last" }),
      attempt(3, { model: "of-attempt" }),
    ];
    expect(modelOf({ model: "of-request", body }, attempts)).toBe("of-request");
    expect(modelOf({ body }, attempts)).toBe("of-attempt");
    expect(modelOf({ body }, attempts.slice(0, 1))).toBe("of-first");
    expect(modelOf({ url: google, body }, [])).toBe("of-body");
    expect(modelOf({ url: google }, [])).toBe("of-path");
    expect(modelOf({}, [])).toBeUndefined();
  });

  it("contains what was thrown, with its causes", () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    const error = new TypeError("fetch failed", { cause });
    const report = createReport({ request: {}, verdict: classify({ error }), error });
    expect(report.error.thrown).toEqual([
      "TypeError: fetch failed",
      "Error: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1",
    ]);
    expect(report.error.message).toBe("fetch failed: connect ECONNREFUSED 127.0.0.1:1");
    expect(report.response).toEqual({ headers: [] });
  });

  it("hides a key in the message of the root cause", () => {
    const error = new TypeError("fetch failed", {
      cause: new Error("getaddrinfo ENOTFOUND sk-abcdefghij1234567890.h"),
    });
    const report = createReport({ request: {}, verdict: classify({ error }), error });
    expect(report.error.message).toBe("fetch failed: getaddrinfo ENOTFOUND ***.h");
    expect(report.error.thrown[1]).toBe("Error: getaddrinfo ENOTFOUND ***.h");
  });

  it("splits a URL that no server would accept", () => {
    const parts = (url: string) => reportOn({ url }).request;
    expect(parts("https://user:pass-word-1@h:1/a b?x=1#y")).toMatchObject({
      origin: "https://h:1",
      endpoint: "/a b",
      query: [{ name: "x", value: "1" }],
    });
    expect(parts("https://user:pass/word-1?x@h/a?x=1")).toMatchObject({
      origin: "https://h",
      endpoint: "/a",
      query: [{ name: "x", value: "1" }],
    });
    const error = new TypeError("no pass/word-1?x@h");
    expect(reportOn({ url: "https://user:pass/word-1?x@h/a" }, { error }).error.thrown).toEqual([
      "TypeError: no ***@h",
    ]);
    expect(parts("chat/completions")).toMatchObject({ endpoint: "chat/completions", query: [] });
    expect(parts("")).toMatchObject({ endpoint: "" });
  });
});

it("says what it needs if something is missing", () => {
  for (const input of [
    undefined,
    {},
    { request: { body: key } },
    { verdict },
    { request: null, verdict },
    { request: key, verdict },
  ]) {
    expect(() => createReport(input as never)).toThrow(
      new TypeError("createReport needs { request, verdict }: what was sent, and what classify said of the failure"),
    );
  }
});

it.each([
  [{ otherModel: true }, "otherModel must be { works: boolean, detail?: string }"],
  [{ otherModel: null }, "otherModel must be { works: boolean, detail?: string }"],
  [{ otherModel: {} }, "otherModel must be { works: boolean, detail?: string }"],
  [{ otherKey: key }, "otherKey must be { works: boolean, detail?: string }"],
  [{ otherKey: { works: "no" } }, "otherKey must be { works: boolean, detail?: string }"],
  [{ otherKey: { works: true, detail: 401 } }, "otherKey must be { works: boolean, detail?: string }"],
  [{ secrets: "tenant-4711" }, "secrets must be an array of strings; got string"],
])("does not accept %j", (options, message) => {
  const input = { request: {}, verdict, ...options } as unknown as ReportInput;
  expect(() => createReport(input)).toThrow(TypeError);
  expect(() => createReport(input)).toThrow(message);
});

it("takes whatever hooks receive", () => {
  const told = { attempt: 1, retryCount: 0, retriesLeft: 4, error: undefined, attempts: [], delayMs: 0 };
  const context: RetryContext & GiveUpContext = { ...told, verdict, reason: "not-retryable", repeated: true };
  expect(createReport({ request: {}, ...context })).toMatchObject({ repeated: true, attempts: [] });
});

describe("a call that the throttle did not send", () => {
  const refused = {
    ...classify({ status: 429, body: '{"error":{"code":"insufficient_user_quota"}}' }),
    refused: "circuit-open",
  } as const;

  it("has no status of its own, and says why it was not sent", () => {
    const report = createReport({ request: {}, verdict: refused });
    expect(report.response.status).toBeUndefined();
    expect(report.decision).toMatchObject({ ruleId: "balance-empty", refused: "circuit-open" });
    expect(report.advice).toBe(
      "Top up the account or raise the key's quota. This call was not sent: for support, report one that was.",
    );
    expect(ReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(formatReport(report, "text")).toContain(
      "\nHTTP status: no response\nNot sent: other calls have just met this failure (circuit-open)\n",
    );
  });

  it("keeps the status of what was sent before", () => {
    const report = createReport({ request: {}, verdict: refused, attempts: [attempt(1, { status: 429 })] });
    expect(report.response.status).toBe(429);
    expect(formatReport(report, "text")).toContain(
      "Not sent again: other calls have just met this failure (circuit-open)",
    );
  });

  it("says that the queue was full", () => {
    const report = createReport({ request: {}, verdict: { ...refused, refused: "queue-full" } });
    expect(formatReport(report, "text")).toContain("Not sent: too many calls wait already, see maxQueue (queue-full)");
  });
});

describe("the advice of a report", () => {
  const down = classify({ status: 503 });
  const times = (count: number) =>
    Array.from({ length: count }, (_, index) => attempt(index + 1, { ruleId: down.ruleId, status: 503 }));

  it("is to contact support once the same failure ended three attempts", () => {
    const report = createReport({ request: {}, verdict: down, attempts: times(3) });
    expect([report.repeated, report.advice]).toEqual([
      true,
      "The same failure has repeated: contact support with this report.",
    ]);
  });

  it("is to try again before that", () => {
    const report = createReport({ request: {}, verdict: down, attempts: times(2) });
    expect([report.repeated, report.advice]).toEqual([
      false,
      "Retry with backoff and keep the request id. If the same failure repeats, contact support with this report.",
    ]);
  });

  it("is the first action if a retry is no use", () => {
    expect(createReport({ request: {}, verdict }).advice).toBe(
      `${verdict.action} If that does not help, contact support with this report.`,
    );
  });
});
