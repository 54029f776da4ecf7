import { inspect } from "node:util";
import { createOpenAI } from "@ai-sdk/openai";
import Anthropic from "@anthropic-ai/sdk";
import { classify } from "@comet-triage/core";
import { startSimulator } from "@comet-triage/simulator/node";
import { generateText } from "ai";
import axios from "axios";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canary, samples } from "../../../test/samples.ts";
import { failureOf, readCaptures } from "../index.ts";

const simulator = await startSimulator();
beforeAll(() => {
  for (const [name, { status, body }] of Object.entries(samples)) {
    simulator.play(name, [{ status, headers: { "content-type": "application/json" }, body }]);
  }
});
afterAll(() => simulator.close());

const messages = [{ role: "user" as const, content: "Hello" }];

/** A failing call of each client, with a key that no output may show. */
const clients: Readonly<Record<string, (scenario: string, baseURL: string) => Promise<unknown>>> = {
  openai: (scenario, baseURL) =>
    new OpenAI({
      baseURL,
      apiKey: canary,
      maxRetries: 0,
      defaultHeaders: { "x-simulate": scenario },
    }).chat.completions.create({ model: "gpt-5-mini", messages }),
  anthropic: (scenario, baseURL) =>
    new Anthropic({
      baseURL: baseURL.slice(0, -3),
      apiKey: canary,
      maxRetries: 0,
      defaultHeaders: { "x-simulate": scenario },
    }).messages.create({ model: "claude", max_tokens: 1, messages }),
  "ai, one attempt": (scenario, baseURL) => generate(scenario, baseURL, 0),
  axios: (scenario, baseURL) =>
    axios.post(
      `${baseURL}/chat/completions`,
      { model: "gpt-5-mini" },
      { headers: { Authorization: `Bearer ${canary}`, "x-simulate": scenario } },
    ),
};

const generate = (scenario: string, baseURL: string, maxRetries: number) =>
  generateText({
    model: createOpenAI({ baseURL, apiKey: canary, headers: { "x-simulate": scenario } }).chat("gpt-5-mini"),
    messages,
    maxRetries,
  });

async function failureFrom(call: Promise<unknown>): Promise<Error & { toJSON?: () => unknown }> {
  return call.then(
    () => Promise.reject(new Error("the call works")),
    (error) => error,
  );
}

/** As pino writes an error: its class as `type`, its own fields, and what its causes say; without what is circular in axios. */
const ofPino = (error: Error) => ({
  ...error,
  request: undefined,
  type: error.constructor.name,
  message: error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message,
  stack: error.stack,
});

const judged = (text: string) => readCaptures(text).map((capture) => classify(failureOf(capture)));

describe.each(Object.entries(samples))("%s", (ruleId, { status }) => {
  const clientsThatShowTheBody = Object.entries(clients).filter(([name]) => name !== "axios");
  describe.each(clientsThatShowTheBody)("as %s prints it", (_, call) => {
    it.each([
      ["with console.error", (error: Error) => inspect(error)],
      ["as JSON", (error: Error) => JSON.stringify(error)],
      ["in a line of pino", (error: Error) => JSON.stringify({ level: 50, time: 1, err: ofPino(error), msg: "no" })],
      ["in a line of a log", (error: Error) => JSON.stringify({ level: "error", message: "no", error })],
      ["as the cause of an app's own error", (error: Error) => inspect(new Error("no", { cause: error }))],
    ])("%s", async (_, print) => {
      const error = await failureFrom(call(ruleId, simulator.baseUrl));
      expect(judged(print(error))).toMatchObject([{ ruleId, status, requestId: "20260624101530482913057Qm3xT9aL" }]);
    });
  });

  it.each([
    ["its response's body printed whole", (error: Error) => inspect(error, { depth: 5 }), undefined],
    [
      "the body cut off by depth",
      (error: Error) => inspect(error),
      "The body is not in it: print error.response.data, too.",
    ],
    [
      "as JSON, which has no body",
      (error: Error) => JSON.stringify(error),
      "The body is not in it: print error.response.data, too.",
    ],
  ])("as axios prints it, %s", async (_, print, missing) => {
    const error = await failureFrom(clients.axios?.(ruleId, simulator.baseUrl) ?? Promise.resolve());
    const [capture] = readCaptures(print(error));
    expect(capture).toMatchObject({ request: { method: "POST", url: `${simulator.baseUrl}/chat/completions` } });
    expect(capture?.response?.status).toBe(status);
    expect(capture?.missing).toBe(missing);
    if (missing === undefined && capture) expect(classify(failureOf(capture))).toMatchObject({ ruleId, status });
  });
});

it.each(["openai", "anthropic", "ai, one attempt"])("reads the message alone of %s", async (client) => {
  const { message } = await failureFrom(
    clients[client]?.("invalid-request-as-500", simulator.baseUrl) ?? Promise.resolve(),
  );
  expect(judged(message)).toMatchObject([
    { category: "request", retry: "no", message: expect.stringMatching(/^field messages is required/) },
  ]);
});

it("reads each attempt of a RetryError", async () => {
  const error = await failureFrom(generate("overloaded-503-twice", simulator.baseUrl, 1));
  expect(error.name).toBe("AI_RetryError");
  expect(judged(inspect(error))).toMatchObject([{ status: 503 }, { status: 503 }]);
});

it.each([
  [
    "openai",
    async () => new OpenAI({ baseURL: "http://nope.invalid/v1", apiKey: canary, maxRetries: 0 }).models.list(),
  ],
  ["fetch", () => fetch("http://nope.invalid/v1")],
  ["axios", () => axios.get("http://nope.invalid/v1")],
])("reads why %s got no answer", async (_, call) => {
  const error = await failureFrom(call());
  expect(judged(inspect(error))).toMatchObject([{ ruleId: "host-not-found" }]);
  const line = JSON.stringify({ level: 50, err: ofPino(error), msg: "no" });
  expect(judged(line)).toMatchObject([{ status: undefined, category: "network" }]);
});

it.each<[what: string, record: unknown]>([
  ["a record's status outranks that of an error in it", { status: 429, err: { status: 500, message: "no" } }],
  ["the status may be in the error alone", { level: "error", error: { status: 429, message: "no" } }],
  ["errors may be nested", { exception: { name: "CallError", message: "no", cause: { status: 429, message: "no" } } }],
])("reads a line of a log: %s", (_what, record) => {
  expect(judged(JSON.stringify(record))).toMatchObject([{ status: 429 }]);
});

it("takes no other error in a log for a call", () => {
  const record = (error: Error) => JSON.stringify({ level: 50, err: ofPino(error), msg: "no" });
  const busy = JSON.stringify({ level: 50, err: { status: 429, message: "no" } });
  expect(judged([record(new TypeError("x is not a function")), busy].join("\n"))).toMatchObject([{ status: 429 }]);
});

it.each([
  '{"error":{"name":"ValidationError","message":"model is required"}}',
  '{"error":"429 is no model"}',
  '{"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED"}}',
])("takes the body of a response for one: %s", (body) => {
  expect(readCaptures(body)).toEqual([{ form: "body", response: { body } }]);
});

it.each([
  "requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='api.cometapi.com', port=443): Read timed out. (read timeout=10)",
  "httpx.PoolTimeout: timed out",
  'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nhttpx.ReadTimeout: The read operation timed out',
])("reads a timeout as Python prints it: %s", (text) => {
  expect(readCaptures(text)).toMatchObject([
    { form: "error", error: { name: expect.stringMatching(/^\w.*Timeout$/) } },
  ]);
  expect(judged(text)).toMatchObject([{ ruleId: "timed-out" }]);
});

it("takes a gateway timeout in a log for its status", () => {
  expect(judged("HTTP 504 Gateway Timeout: upstream")).toMatchObject([{ status: 504 }]);
});

describe("a body without JSON, which Python's SDKs print in place of the status", () => {
  const page = (title: string) =>
    `<html>\r\n<head><title>${title}</title></head>\r\n<body><h1>x</h1></body>\r\n</html>`;

  it.each([
    ["openai.BadRequestError: no", 400],
    ["anthropic.AuthenticationError: no", 401],
    [`openai.PermissionDeniedError: ${page("Attention Required! | Cloudflare")}`, 403],
    ["openai.NotFoundError: 404 page not found", 404],
    ["openai.ConflictError: no", 409],
    ["openai.UnprocessableEntityError: no", 422],
    ["openai.RateLimitError: error code: 1015", 429],
    ["openai.RateLimitError: Too many", 429],
    ['Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nopenai.RateLimitError: Too many', 429],
    ["ERROR:root:RateLimitError: Too many", 429],
    [`openai.InternalServerError: ${page("502 Bad Gateway")}`, 502],
    [`openai.InternalServerError: ${page("cometapi.com | 520: Web server is returning an unknown error")}`, 520],
    ["openai.InternalServerError: error code: 502", 502],
    [`InternalServerError: 502 ${page("Bad Gateway")}`, 502],
  ])("has the status that the error is named after: %j", (text, status) => {
    expect(readCaptures(text)).toMatchObject([{ form: "error", response: { status } }]);
  });

  it.each([
    ["openai.RateLimitError: error code: 1015", "error code: 1015"],
    [`openai.InternalServerError: ${page("502 Bad Gateway")}`, page("502 Bad Gateway")],
    [`InternalServerError: 502 ${page("Bad Gateway")}`, page("Bad Gateway")],
    ['openai.BadRequestError: {"error":{"message":"no"}}', '{"error":{"message":"no"}}'],
  ])("is the body: %j", (text, body) => {
    expect(readCaptures(text)).toMatchObject([{ response: { body } }]);
  });

  it.each([
    "redis.exceptions.AuthenticationError: invalid username-password pair",
    "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index')",
    "app.errors.ConflictError: no",
  ])("is not there where another library has an error of that name: %j", (text) => {
    expect(readCaptures(text)).toMatchObject([{ form: "error", error: { message: expect.any(String) } }]);
    expect(readCaptures(text)[0]).not.toHaveProperty("response");
  });

  it.each([
    [`openai.InternalServerError: ${page("Oops")}`, page("Oops")],
    ["openai.InternalServerError: took 500 ms", "took 500 ms"],
    ["anthropic.APIStatusError: Payload refused", "Payload refused"],
  ])("has no status if neither name nor title tells it: %j", (text, body) => {
    expect(readCaptures(text)).toEqual([{ form: "error", response: { body } }]);
  });
});

describe("chained tracebacks of Python", () => {
  const trace = 'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n';
  const cause = "\n\nThe above exception was the direct cause of the following exception:\n\n";
  const during = "\n\nDuring handling of the above exception, another exception occurred:\n\n";
  const refused = "httpx.ConnectError: [Errno 111] Connection refused";

  it("are read one by one, the first that tells something", () => {
    const late = `${trace}openai.APIConnectionError: Connection error.`;
    expect(readCaptures(`${trace}${refused}${cause}${late}`)).toEqual([
      { form: "error", error: { name: "httpx.ConnectError", message: "[Errno 111] Connection refused" } },
    ]);
    expect(judged(`${trace}KeyError: 'a'${during}${trace}${refused}`)).toMatchObject([
      { ruleId: "connection-refused" },
    ]);
    expect(judged(`${trace}openai.RateLimitError: Too many${cause}${trace}app.CallError: no`)).toMatchObject([
      { status: 429, message: "Too many" },
    ]);
  });

  it("are what the first says if none tells anything", () => {
    expect(readCaptures(`${trace}KeyError: 'a'${during}${trace}app.CallError: no`)).toMatchObject([
      { error: { name: "KeyError", message: "'a'" } },
    ]);
  });
});
