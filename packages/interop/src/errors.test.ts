import { format, inspect } from "node:util";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { classify, failureIn, redactText } from "@comet-triage/core";
import { attemptsOf, reportOf, verdictOf } from "@comet-triage/fetch";
import { GoogleGenAI } from "@google/genai";
import { streamText } from "ai";
import { MiddlewareError } from "langchain";
import { describe, expect, it } from "vitest";
import { errorOf, simulator, ways } from "./describe-sdk.ts";
import { agents } from "./sdks/agents.ts";
import { ai } from "./sdks/ai.ts";
import { anthropic } from "./sdks/anthropic.ts";
import { kySdk } from "./sdks/ky.ts";
import { langchain } from "./sdks/langchain.ts";
import { langchainAnthropic } from "./sdks/langchain-anthropic.ts";
import { ofetch } from "./sdks/ofetch.ts";
import { chatDeaths, openai, responseDeaths } from "./sdks/openai.ts";
import { type Call, event, plantedPrompt, type Sdk, type Setting } from "./sdks/sdk.ts";
import { plantedKey } from "./setup.ts";

/** An SDK whose own retries are off. */
interface Quiet extends Pick<Sdk<never>, "name" | "prints"> {
  readonly calls: readonly Pick<Call<never>, "name" | "deaths">[];
  /** The error with which a scenario ends. */
  fail(way: (typeof ways)[number], scenario: string, call?: string): Promise<unknown>;
}

function quiet<Own>({ name, prints, settings, calls }: Sdk<Own>): Quiet {
  const { own } = settings.find(({ lasting }) => lasting.length === 2) as Setting<Own>;
  return {
    name,
    prints,
    calls,
    fail: (way, scenario, wanted = calls[0].name) =>
      errorOf((calls.find((call) => call.name === wanted) as Call<Own>).send(way.setUp(scenario), own)),
  };
}

const sdks = [
  ...[quiet(openai), quiet(anthropic), quiet(ai), quiet(kySdk), quiet(ofetch)],
  ...[quiet(langchain), quiet(langchainAnthropic), quiet(agents)],
];
const [direct, edge] = ways;

/** What providers of ai are made of. */
type Own = Parameters<typeof createOpenAICompatible>[0];

/** Part of a stream of Google's, and an error that the gateway puts into one. */
const part = event({ candidates: [{ content: { role: "model", parts: [{ text: "Hel" }] } }] });
const gatewayError = event({ error: { message: "failed", type: "comet_api_error", code: "do_request_failed" } });

/** Every way in which an error can get into a log. */
const printed = (error: unknown): string =>
  [
    JSON.stringify(error),
    inspect(error, { depth: 20 }),
    inspect(error, { depth: 20, showHidden: true }),
    format("%s %o", error, error),
    error instanceof Error && error.stack,
  ].join("\n");

const ends = ["invalid-request-500", "envelope-200", "html-200", "redirect-301", "connection-reset-forever"];

describe.each(sdks)("an error of $name", ({ fail, prints }) => {
  it.each(ways.flatMap((way) => ends.map((scenario) => ({ way, scenario }))))(
    "shows no key and no prompt but what it prints by itself: $way.name, $scenario",
    async ({ way, scenario }) => {
      const error = await fail(way, scenario);
      // Behind the edge, callers do not have the key.
      const isShown = (secret: "key" | "prompt") => prints.includes(secret) && (secret === "prompt" || way === direct);
      if (!isShown("key")) expect(printed(error)).not.toContain(plantedKey);
      if (!isShown("prompt")) expect(printed(error)).not.toContain(plantedPrompt);
      expect(redactText(printed(error))).not.toContain(plantedKey);
    },
  );
});

it("ky itself prints the key", async () => {
  expect(printed(await quiet(kySdk).fail(direct, "invalid-request-500"))).toContain(plantedKey);
});

describe.each(sdks)("classify reads what failureIn finds in an error of $name", ({ fail }) => {
  it.each(ways)("made from a response: $name", async (way) => {
    const verdict = classify(failureIn(await fail(way, "invalid-request-500")));
    expect(verdict).toMatchObject({ status: 500, category: "request" });
    expect(verdict.message).toContain("field messages is required");
    expect(verdict.requestId).toBe(simulator.requests[0]?.requestId);
  });

  it("made from what the transport threw", async () => {
    const error = await fail(direct, "connection-reset-forever");
    expect(classify(failureIn(error)).ruleId).toBe("connection-reset");
  });
});

// The errors of ai keep nothing that they were made from.
describe.each(sdks.filter(({ name }) => name !== "ai"))(
  "verdictOf, attemptsOf and reportOf know an error of $name",
  ({ fail }) => {
    it.each([
      ["invalid-request-500", 500, 1],
      ["html-200", 200, 1],
      ["platform-500-forever", 500, 5],
    ])("made of an answer: %s", async (scenario, status, attempts) => {
      const error = await fail(direct, scenario);
      expect(verdictOf(error)?.status).toBe(status);
      expect(attemptsOf(error)).toHaveLength(attempts);
      const report = await reportOf(error);
      expect(report).toMatchObject({ response: { status }, request: { method: "POST" } });
      expect(report?.attempts).toHaveLength(attempts);
      expect(report?.error.thrown).toEqual([]);
      expect(JSON.stringify(report)).not.toContain(plantedKey);
    });

    it("made from what the transport threw", async () => {
      const error = await fail(direct, "connection-reset-forever");
      expect(verdictOf(error)?.ruleId).toBe("connection-reset");
      expect((await reportOf(error))?.error.thrown[0]).toContain("fetch failed");
    });
  },
);

it.each([
  { sdk: quiet(openai), call: "a streamed chat" },
  { sdk: quiet(openai), call: "a streamed response" },
  { sdk: quiet(anthropic), call: "streamed messages" },
  { sdk: quiet(langchain), call: "stream" },
  { sdk: quiet(langchainAnthropic), call: "stream" },
  { sdk: quiet(agents), call: "a streamed run over responses" },
])("verdictOf and reportOf know the error of $sdk.name, $call, that broke", async ({ sdk, call }) => {
  const death = sdk.calls.find(({ name }) => name === call)?.deaths?.["a clean cut"];
  simulator.play("cut", [{ chunks: death?.chunks ?? [] }]);
  const error = await sdk.fail(direct, "cut", call);
  expect(verdictOf(error)).toMatchObject({ ruleId: "stream-cut", outcome: "unknown" });
  expect(await reportOf(error)).toMatchObject({ decision: { ruleId: "stream-cut" }, response: { status: 200 } });
});

it.each([
  { sdk: quiet(openai), call: "a streamed chat" },
  { sdk: quiet(anthropic), call: "streamed messages" },
  { sdk: quiet(anthropic), call: "the stream helper" },
])("verdictOf and reportOf know the error of $call that says an error itself", async ({ sdk, call }) => {
  const { chunks = [], code } = sdk.calls.find(({ name }) => name === call)?.deaths?.["an error"] ?? {};
  for (const parts of [chunks, [chunks.join("")]]) {
    simulator.play("midway", [{ chunks: parts }]);
    const error = await sdk.fail(direct, "midway", call);
    const report = await reportOf(error);
    expect(verdictOf(error)?.status).toBe(200);
    expect(report).toMatchObject({ attempts: [{ attempt: 1 }], response: { status: 200 } });
    expect([report?.error.code, report?.error.type]).toContain(code);
  }
});

it.each([
  { provider: "@ai-sdk/openai-compatible", model: (own: Own) => createOpenAICompatible(own)("gpt-5-mini") },
  { provider: "@ai-sdk/openai", model: (own: Own) => createOpenAI(own)("gpt-5-mini"), deaths: responseDeaths },
  { provider: "@ai-sdk/openai, chat", model: (own: Own) => createOpenAI(own).chat("gpt-5-mini") },
])("classify reads what failureIn finds in the error of a stream of $provider that was cut", async (tried) => {
  simulator.play("cut", [{ chunks: (tried.deaths ?? chatDeaths)["a clean cut"]?.chunks ?? [] }]);
  const { baseURL, apiKey, fetch } = direct.setUp("cut");
  const model = tried.model({ name: "cometapi", baseURL, apiKey, ...(fetch && { fetch }) });
  const errors: unknown[] = [];
  const onError = ({ error }: { readonly error: unknown }) => void errors.push(error);
  await streamText({ model, prompt: "Hello", maxRetries: 0, onError }).consumeStream();
  const verdict = classify(failureIn(errors[0]));
  expect(verdict).toMatchObject({ ruleId: "stream-ended-early", outcome: "unknown", code: "stream-cut" });
  expect(verdict.requestId).toBe(simulator.requests[0]?.requestId);
});

it.each(["generateContent", "generateContentStream"] as const)(
  "classify reads what failureIn finds in an error of @google/genai: %s",
  async (call) => {
    const body = { error: { message: "field contents is required (request id: a1)", code: "invalid_request" } };
    simulator.play("malformed", [{ status: 500, body }]);
    const { origin, apiKey } = edge.setUp("malformed");
    const { models } = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: origin } });
    const error = await errorOf(models[call]({ model: "gemini-2.5-flash", contents: "Hello" }));
    const { message } = body.error;
    expect(classify(failureIn(error))).toMatchObject({ status: 500, category: "request", message, requestId: "a1" });
  },
);

it.each([
  { death: "a clean cut", end: "close", chunks: [], said: "stream-cut" },
  { death: "a reset", end: "reset", chunks: [], said: "connection-reset" },
  { death: "an error in the gateway's format", end: "close", chunks: [gatewayError], said: "do_request_failed" },
] as const)("Google's SDK throws when its stream ends in $death", async ({ end, chunks, said }) => {
  simulator.play("dying", [{ chunks: [part, ...chunks], end }]);
  const { origin, apiKey } = edge.setUp("dying");
  const google = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: origin } });
  const texts: unknown[] = [];
  const error = await errorOf(
    (async () => {
      const stream = await google.models.generateContentStream({ model: "gemini-2.5-flash", contents: "Hello" });
      for await (const { text } of stream) texts.push(text);
    })(),
  );
  expect(texts[0]).toBe("Hel");
  expect(error).toMatchObject({ name: "ApiError", message: expect.stringContaining(said) });
  expect(simulator.requests).toHaveLength(1);
});

it("verdictOf, attemptsOf and reportOf know what LangChain's middleware wraps", async () => {
  const error = await quiet(langchain).fail(direct, "platform-500-forever", "an agent with middleware");
  expect(MiddlewareError.isInstance(error)).toBe(true);
  expect(verdictOf(error)?.ruleId).toBe("upstream-connection-lost");
  expect(attemptsOf(error)).toHaveLength(5);
  expect((await reportOf(error))?.attempts).toHaveLength(5);
});

it("verdictOf knows no other error of an SDK", async () => {
  expect(verdictOf(await quiet(openai).fail(edge, "invalid-request-500"))).toBeUndefined();
  expect(verdictOf(await quiet(ai).fail(direct, "invalid-request-500"))).toBeUndefined();
});
