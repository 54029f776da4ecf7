import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { failureIn } from "./failure-in.ts";

const error = {
  message: "You exceeded your quota (request id: abc)",
  type: "insufficient_quota",
  code: "insufficient_quota",
};
const text = JSON.stringify({ error });
const headers = { "retry-after": "7" };
const url = "https://api.cometapi.com/v1/chat/completions";
const thrown = (members: object): Error => Object.assign(new Error("Request failed with status code 429"), members);

/** Errors as SDKs make them of the same response. */
const errors: Readonly<Record<string, Error>> = {
  openai: thrown({ status: 429, headers: new Headers(headers), error, code: error.code }),
  "Anthropic's SDK": thrown({ status: 429, headers: new Headers(headers), error: { error } }),
  ai: thrown({ statusCode: 429, responseHeaders: headers, responseBody: text, data: {}, url }),
  "ai, after retries": thrown({
    lastError: thrown({ statusCode: 429, responseHeaders: headers, responseBody: text }),
    errors: [],
  }),
  axios: thrown({
    code: "ERR_BAD_REQUEST",
    status: 429,
    config: { url },
    response: { status: 429, headers, data: { error } },
  }),
  got: thrown({ code: "ERR_NON_2XX_3XX_RESPONSE", response: { statusCode: 429, headers, body: text, url } }),
  ky: thrown({ response: new Response(text, { status: 429, headers }), data: { error } }),
  ofetch: thrown({ status: 429, response: new Response(text, { status: 429, headers }), data: { error } }),
  "clients made by generators, undici and needle": thrown({ statusCode: 429, headers, body: { error } }),
  "clients made by generators, unparsed": thrown({ statusCode: 429, headers, body: text }),
  superagent: thrown({ status: 429, response: { status: 429, headers, body: { error }, text } }),
  wretch: thrown({ status: 429, response: new Response(text, { status: 429, headers }), text }),
  "@google/genai, with headers": Object.assign(new Error(text), { name: "ApiError", status: 429, headers }),
  "@google/genai, of a stream": Object.assign(new Error(`got status: undefined. ${text}`), { status: 429, headers }),
  "what wraps one of them": thrown({ cause: thrown({ status: 429, headers, error }) }),
};

describe.each(Object.entries(errors))("an error of %s", (_name, thrown) => {
  it("is judged by status, headers and body", () => {
    expect(classify(failureIn(thrown))).toMatchObject({
      status: 429,
      category: "quota",
      retryable: false,
      code: "insufficient_quota",
      message: error.message,
      requestId: "abc",
      retryAfterMs: 7000,
    });
  });
});

it("reads the path, by which some numbers are judged", () => {
  const body = { code: 23, description: "Queue full" };
  const failure = { status: 200, config: { url: "/mj/submit/imagine" }, response: { data: body } };
  expect(classify(failureIn(thrown(failure)))).toMatchObject({ category: "overloaded", retryable: true });
});

it("needs no status if an SDK has none, as for an error in a stream", () => {
  expect(classify(failureIn(thrown({ status: undefined, error })))).toMatchObject({ category: "quota" });
});

it("reads the bare error of a body, which ai passes on from a stream", () => {
  const body = { message: "The server had an error", type: "server_error", param: null, code: "server_error" };
  expect(classify(failureIn(body))).toMatchObject({ ruleId: "provider-fault", message: body.message, retryable: true });
  expect(classify(failureIn({ ...error, code: null }))).toMatchObject({ category: "quota", retryable: false });
});

it("reads an event in which ai expected something else than an error", () => {
  const value = { error: { message: "no", type: "comet_api_error", code: "insufficient_user_quota" } };
  const error = Object.assign(new TypeError("Type validation failed"), { value, cause: new Error("invalid_union") });
  expect(classify(failureIn(error))).toMatchObject({ ruleId: "balance-empty", message: "no" });
  expect(failureIn(Object.assign(new Error("no"), { value: "x" })).body).toBeUndefined();
});

it("reads the error of a body that a framework makes an Error of, as Mastra does in a stream", () => {
  const cut = { message: "The stream ended too early.", type: "network", param: null, code: "stream-cut" };
  const made = Object.assign(new Error(cut.message), cut);
  expect(classify(failureIn(made))).toMatchObject({ ruleId: "stream-ended-early", outcome: "unknown" });
  expect(classify(failureIn(thrown({ cause: made })))).toMatchObject({ ruleId: "stream-ended-early" });
});

it("reads the response behind an app's own error that has a type", () => {
  const { openai } = errors;
  const own = Object.assign(new Error("The model failed.", { cause: openai }), { type: "model_failed" });
  expect(classify(failureIn(own))).toMatchObject({ ruleId: "provider-balance-empty", status: 429 });
});

it("leaves to the transport what has a type of its own, as node-fetch's errors have", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { type: "system", code: "ECONNRESET" });
  expect(classify(failureIn(reset))).toMatchObject({ ruleId: "connection-reset", retryable: true });
});

it("believes no status without headers for the error of a stream: ai makes one up", () => {
  const data = { message: "The stream ended too early.", type: "network", param: null, code: "stream-cut" };
  const made = { ...data, statusCode: 500, isRetryable: true, data };
  expect(classify(failureIn(thrown(made)))).toMatchObject({ ruleId: "stream-ended-early", outcome: "unknown" });
  const ofEvent = { ...made, data: { type: "error", sequence_number: 0, error: data } };
  expect(classify(failureIn(thrown(ofEvent)))).toMatchObject({ ruleId: "stream-ended-early", outcome: "unknown" });
  const failed = { ...error, message: "The server had an error", type: "server_error", code: "server_error" };
  const told = { ...failed, statusCode: 500, data: failed };
  expect(classify(failureIn(thrown(told)))).toMatchObject({ ruleId: "provider-fault" });
});

it("believes the status of an app's own error that holds the error of a body, as h3 makes it", () => {
  const data = { message: "Try again.", type: "comet_api_error", param: null, code: null };
  const expected = { ruleId: "rate-limited", status: 429 };
  expect(classify(failureIn(thrown({ statusCode: 429, data })))).toMatchObject(expected);
  expect(classify(failureIn(thrown({ statusCode: 429, data, type: "model_failed" })))).toMatchObject(expected);
});

it("treats an error without a response as the transport's", () => {
  const reset = new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });
  expect(failureIn(thrown({ cause: reset })).body).toBeUndefined();
  expect(classify(failureIn(thrown({ cause: reset })))).toMatchObject({ category: "network", retryable: true });
});

it("knows the bare error of a body by its code alone, unless it is an Error", () => {
  const bare = { message: "Slow down.", code: "rate_limit_exceeded" };
  expect(failureIn(bare).body).toEqual({ error: bare });
  expect(failureIn(Object.assign(new Error(bare.message), bare)).body).toBeUndefined();
  expect(failureIn({ code: bare.code }).body).toBeUndefined();
});

it("takes an error within an event or a result for what was thrown, not for a body", () => {
  const failed = new TypeError("fetch failed", { cause: new Error("read ECONNRESET") });
  for (const holder of [{ error: failed }, { type: "error", message: "Uncaught", error: failed }]) {
    expect(failureIn(holder)).toEqual({ error: failed });
    expect(classify(failureIn(holder))).toMatchObject({ ruleId: "connection-reset", retryable: true });
  }
  expect(failureIn({ error: thrown({ status: 429, headers, error }) })).toMatchObject({ status: 429, body: error });
  expect(failureIn({ status: 429, error: failed })).toMatchObject({ status: 429, body: undefined, error: failed });
});

it.each([undefined, null, "boom", 7, {}])("makes a failure from %s, which is not an error", (value) => {
  expect(failureIn(value)).toEqual({ error: value });
});

it("survives a cycle of causes, and a getter that throws", () => {
  const circle = thrown({});
  circle.cause = circle;
  expect(failureIn(circle)).toEqual({ error: circle });
  const trap = {
    get response(): unknown {
      throw new Error("no");
    },
  };
  expect(failureIn(trap)).toEqual({ error: trap });
});

it("reads the body in a message that came without a status", () => {
  const failure = failureIn(new Error(`API request failed: ${text}`));
  expect(classify(failure)).toMatchObject({ category: "quota", message: error.message, requestId: "abc" });
});

it("prefers the response in a cause to the body that a wrapper's message quotes", () => {
  const cause = thrown({ status: 429, headers: { "retry-after": "7" }, body: { error } });
  const failure = failureIn(new Error(`Failed after 3 attempts: ${text}`, { cause }));
  expect(classify(failure)).toMatchObject({ status: 429, retryAfterMs: 7000, message: error.message });
});

it.each([
  { text: "quota is not enough" },
  { body: '{"error":{"message":"quota is not enough"}}' },
  { value: { error: "x" } },
  { value: { error: { message: "quota is not enough" } } },
])("prefers the response in a cause to the text or the request that a wrapper keeps: %j", (kept) => {
  const cause = thrown({ status: 402, headers: {}, error: { message: "no money" } });
  expect(failureIn(thrown({ ...kept, cause }))).toMatchObject({ status: 402, body: { message: "no money" } });
});

it("keeps what was read before a getter threw", () => {
  const failure = failureIn({
    status: 429,
    headers: { "retry-after": "3" },
    get body(): unknown {
      throw new Error("no");
    },
  });
  expect(failure).toMatchObject({ status: 429, headers: { "retry-after": "3" } });
});

it("reads the body in a message beside an empty body", () => {
  const failure = failureIn(Object.assign(new Error(text), { status: 429, body: "" }));
  expect(classify(failure)).toMatchObject({ category: "quota", message: error.message });
});

it("leaves to the transport a message that is no body", () => {
  const unresolved = new Error("[Errno -2] Name or service not known {}");
  expect(failureIn(unresolved)).toEqual({ error: unresolved });
});

it("does not take a stream for a body", () => {
  const stream = { status: 500, body: undefined };
  expect(failureIn(new Response(text, { status: 500 }))).toMatchObject(stream);
  expect(failureIn(thrown({ status: 500, body: Readable.from([]) }))).toMatchObject(stream);
  expect(failureIn(thrown({ response: new Response(text, { status: 500 }) }))).toMatchObject({
    status: 500,
    body: undefined,
  });
});
