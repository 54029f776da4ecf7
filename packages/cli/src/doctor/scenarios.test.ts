import type { Refusal } from "@comet-triage/simulator";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";
import type { Diagnosis } from "./types.ts";

const error = (message: string, code: string) => ({
  error: { message: `${message} (request id: {{requestId}})`, type: "comet_api_error", param: "", code },
});

/** The failures that the gateway plays: none says which field is at fault. */
const refusals: readonly Refusal[] = [
  { models: ["busy-model"], reply: { status: 429, body: error("当前分组上游负载已饱和，请稍后再试", "") } },
  {
    models: ["private-model"],
    keys: ["sk-narrow"],
    reply: { status: 403, body: error("This token has no access to this model", "") },
  },
  { models: ["private-model"], keys: ["sk-stale"], reply: { status: 401, body: error("Invalid token", "") } },
  { models: ["strict-model"], fields: ["logit_bias"], reply: { status: 400, body: error("Request refused", "") } },
  { models: ["strict-model"], fields: ["x_option"], reply: { status: 403, body: error("Request not allowed", "") } },
  {
    models: ["paired-model"],
    fields: ["seed", "reasoning_effort"],
    reply: { status: 500, body: error("Request refused", "invalid_request") },
  },
];

let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator({ refusals });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const key = "sk-canary-7f3a9b2c4d5e6f70";
const messages = [{ role: "user", content: "Hello there" }];

/** Runs doctor on a body; the key is in the environment unless `env` says otherwise. */
async function diagnose(body: unknown, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const input = typeof body === "string" ? body : JSON.stringify(body);
  const base = args.includes("--base-url") ? [] : ["--base-url", simulator.baseUrl];
  const ended = await runCommand(["doctor", "--json", ...base, ...args], {
    input,
    env: { COMETAPI_KEY: key, ...env },
  });
  expect(ended.out + ended.error).not.toContain(key);
  const diagnosis = JSON.parse(ended.out) as Diagnosis;
  expect(simulator.requests).toHaveLength(diagnosis.calls);
  return { ...diagnosis, code: ended.code };
}

const sent = () => simulator.requests.map(({ method, path }) => `${method} ${path}`);

/** Twenty fields, as an app may send them. */
const twenty = {
  model: "strict-model",
  messages,
  temperature: 0.7,
  top_p: 0.9,
  max_tokens: 64,
  n: 1,
  stop: ["END"],
  seed: 7,
  frequency_penalty: 0,
  presence_penalty: 0,
  user: "u-1",
  tools: [{ type: "function", function: { name: "now", parameters: {} } }],
  tool_choice: "auto",
  parallel_tool_calls: true,
  response_format: { type: "text" },
  metadata: { team: "a" },
  store: false,
  service_tier: "auto",
  stream: true,
  stream_options: { include_usage: true },
};

describe("without a call, doctor finds", () => {
  it.each([
    ["a key with a newline", `${key}\n`, "The key contains a line break (the environment's COMETAPI_KEY)."],
    ["Bearer Bearer", `Bearer Bearer ${key}`, "The key says Bearer twice (the environment's COMETAPI_KEY)."],
    [
      "Bearer in the key",
      `Bearer ${key}`,
      "The key already includes Bearer, so clients send Bearer twice (the environment's COMETAPI_KEY).",
    ],
    ["quotes around the key", `"${key}"`, "The key includes the quotes around it (the environment's COMETAPI_KEY)."],
  ])("%s", async (_what, value, summary) => {
    expect(await diagnose({ model: "gpt-5-mini", messages }, [], { COMETAPI_KEY: value })).toMatchObject({
      cause: { step: "key", blame: "token", category: "auth", summary },
      calls: 0,
      code: 10,
    });
  });

  it("Bearer Bearer in a captured request's header", async () => {
    const curl = `curl ${simulator.baseUrl}/chat/completions -H "Authorization: Bearer Bearer $COMETAPI_KEY" -d '{}'`;
    const { out, code } = await runCommand(["doctor", curl, "--json"], { env: { COMETAPI_KEY: key } });
    expect(JSON.parse(out)).toMatchObject({
      cause: { step: "key", summary: "The key says Bearer twice (the captured request's authorization)." },
      calls: 0,
    });
    expect(out).not.toContain(key);
    expect(code).toBe(10);
  });

  it("the gateway's base URL without /v1", async () => {
    const { cause, calls, code } = await diagnose({ model: "m", messages }, ["--base-url", "https://api.cometapi.com"]);
    expect(cause).toMatchObject({
      step: "base-url",
      blame: "base URL",
      summary: "The base URL is https://api.cometapi.com (--base-url). It lacks /v1.",
      action: "Use https://api.cometapi.com/v1.",
    });
    expect([calls, code]).toEqual([0, 10]);
  });

  it("missing messages", async () => {
    expect(await diagnose({ model: "gpt-5-mini", temperature: 0.7 })).toMatchObject({
      cause: {
        step: "fields",
        blame: "request",
        summary: "messages is missing (/v1/chat/completions).",
        fields: ["$.messages"],
      },
      calls: 0,
      code: 10,
    });
  });

  it("a temperature in words", async () => {
    const summary = "temperature is text, but must be a number (/v1/chat/completions).";
    expect(await diagnose({ model: "gpt-5-mini", messages, temperature: "hot" })).toMatchObject({ cause: { summary } });
  });

  it("a temperature in quotes", async () => {
    expect(await diagnose({ model: "gpt-5-mini", messages, temperature: "0.7" })).toMatchObject({
      cause: {
        summary: "temperature is text, but must be a number: remove its quotes (/v1/chat/completions).",
        fields: ["$.temperature"],
      },
      calls: 0,
      code: 10,
    });
  });

  it("JSON with one comma too many", async () => {
    const { cause, calls } = await diagnose('{\n  "model": "m",\n  "messages": [],\n}');
    expect(cause?.summary).toBe("The body is not JSON: line 4, column 1: a comma after the last item.");
    expect(calls).toBe(0);
  });
});

describe("over the wire, doctor", () => {
  it("sends the key alone, a minimal request and the request itself, and finds nothing", async () => {
    const { cause, calls, code } = await diagnose({ ...twenty, model: "gpt-5-mini" });
    expect([cause, calls, code]).toEqual([undefined, 3, 0]);
    expect(sent()).toEqual(["GET /v1/models", "POST /v1/chat/completions", "POST /v1/chat/completions"]);
    expect(simulator.requests.map(({ body }) => body)).toEqual([
      "",
      '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
      JSON.stringify({ ...twenty, model: "gpt-5-mini" }),
    ]);
  });

  it("checks key and base URL where no request is given", async () => {
    const { cause, calls, code } = await diagnose("");
    expect([cause, calls, code]).toEqual([undefined, 2, 0]);
  });

  it("finds a base URL without /v1, and that /v1 mends it", async () => {
    const { cause, calls, code } = await diagnose({ model: "m", messages }, ["--base-url", simulator.origin]);
    expect(cause).toMatchObject({
      step: "key-alone",
      blame: "base URL",
      category: "path",
      action: `Use ${simulator.baseUrl}.`,
    });
    expect([calls, code]).toEqual([2, 10]);
    expect(sent()).toEqual(["GET /models", "GET /v1/models"]);
  });

  it("finds a wrong path, follows no redirect, and names the right one", async () => {
    const { cause, calls, code } = await diagnose({ model: "m", messages }, ["--endpoint", "/v1/chat/completion"]);
    expect(cause).toMatchObject({
      step: "your-request",
      blame: "endpoint",
      category: "path",
      action: "Use a documented path; the nearest to /v1/chat/completion is /v1/chat/completions.",
    });
    expect([calls, code]).toEqual([3, 10]);
    expect(sent().at(-1)).toBe("POST /v1/chat/completion");
  });

  it("names no path that is not similar to the wrong one", async () => {
    const { cause } = await diagnose({ model: "m", messages }, ["--endpoint", "/v1/foo"]);
    expect(cause).toMatchObject({
      blame: "endpoint",
      action: "Use a documented path; the body looks made for /v1/chat/completions.",
    });
  });

  it("finds a refused key, and that another one works", async () => {
    const { cause, report, calls } = await diagnose({ model: "m", messages }, ["--other-key", "SECOND"], {
      COMETAPI_KEY: "sk-revoked",
      SECOND: key,
    });
    expect(cause).toMatchObject({ step: "key-alone", blame: "token", category: "auth" });
    expect(cause?.summary).toContain("With another key it works.");
    expect(report?.otherKey).toEqual({ works: true, detail: undefined });
    expect(cause?.action).toBe("Use the other key, or make a new one.");
    expect(calls).toBe(2);
  });

  describe("with a key that may not list the models", () => {
    const refused = { status: 403, body: error("No permission to access this path", "") };

    it("goes on, as the guide's simple request shows more", async () => {
      simulator.play("no-list", [refused, { ok: true }, { ok: true }]);
      const ended = await diagnose({ model: "m", messages }, [], { COMETAPI_KEY: "sk-sim-no-list" });
      expect([ended.cause, ended.calls, ended.code]).toEqual([undefined, 3, 0]);
      expect(ended.steps.map(({ state }) => state)).not.toContain("failed");
    });

    it("blames the key once that request is refused, too", async () => {
      simulator.play("no-use", [refused]);
      const { cause, calls } = await diagnose({ model: "m", messages }, [], { COMETAPI_KEY: "sk-sim-no-use" });
      expect(cause).toMatchObject({
        step: "known-good",
        blame: "token",
        category: "permission",
        action: "Check in the console what this key may use, or try another one with --other-key.",
      });
      expect(calls).toBe(3);
    });
  });

  it("says how a key has to be sent", async () => {
    const { cause, verdict } = await diagnose({ model: "m", messages }, [], { COMETAPI_KEY: "sk-revoked" });
    expect(cause?.action).toBe("Check the header Authorization: Bearer $COMETAPI_KEY.");
    expect(verdict?.action).toBe("Check the header Authorization: Bearer $COMETAPI_KEY.");
  });

  it.each([
    ["logit_bias", { "50256": -100 }],
    ["x_option", true],
  ])("finds the one field of 20 that a model does not take, %s, in at most 8 calls", async (name, value) => {
    const fields = Object.entries(twenty).slice(0, -1);
    for (const position of fields.keys()) {
      simulator.reset();
      const body = Object.fromEntries<unknown>([
        ...fields.slice(0, position),
        [name, value],
        ...fields.slice(position),
      ]);
      expect(Object.keys(body)).toHaveLength(20);
      const { cause, calls, code } = await diagnose(body);
      expect(cause).toMatchObject({ step: "narrowing", blame: "request", fields: [`$.${name}`] });
      expect(cause?.summary).toContain(`${name} breaks it: a minimal request with it fails the same way.`);
      expect(calls).toBeLessThanOrEqual(8);
      expect(code).toBe(10);
    }
  });

  it("finds two fields that fail only together", async () => {
    const { cause, calls, code } = await diagnose({ ...twenty, model: "paired-model", reasoning_effort: "low" });
    expect(cause).toMatchObject({ step: "narrowing", fields: ["$.seed", "$.reasoning_effort"] });
    expect(cause?.summary).toContain("seed and reasoning_effort break it together: without any one of them it works.");
    expect(calls).toBeLessThanOrEqual(20);
    expect(code).toBe(10);
  });

  it("finds a 25 MB image and names its JSON path", async () => {
    const image = `data:image/png;base64,iVBORw0KGgo${"A".repeat((25_000_000 * 4) / 3 - 11)}`;
    const content = [
      { type: "text", text: "What is this?" },
      { type: "image_url", image_url: { url: image } },
    ];
    const { cause, calls, code } = await diagnose({ model: "gpt-5-mini", messages: [{ role: "user", content }] });
    expect(cause).toMatchObject({
      step: "your-request",
      blame: "request",
      category: "size",
      fields: ["$.messages[0].content[1].image_url.url"],
    });
    expect(cause?.summary).toContain("$.messages[0].content[1].image_url.url (image/png, base64, 25.0 MB)");
    expect([calls, code]).toEqual([3, 10]);
  });

  it("finds that a key may not use a model", async () => {
    const { cause, report, calls, code } = await diagnose(
      { model: "private-model", messages },
      ["--other-key", "SECOND", "--other-model", "gpt-5-mini"],
      { COMETAPI_KEY: "sk-narrow", SECOND: key },
    );
    expect(cause).toMatchObject({ step: "known-good", blame: "token", category: "permission" });
    expect(cause?.summary).toContain(
      "This key may not use private-model: another key may, and this key may use another model.",
    );
    expect(report).toMatchObject({ otherKey: { works: true }, otherModel: { works: true, detail: "gpt-5-mini" } });
    expect([calls, code]).toEqual([4, 10]);
  });

  it("explains the request's own failure, not that of another key, when no call is left", async () => {
    const { cause, calls } = await diagnose(
      { model: "private-model", messages },
      ["--other-key", "SECOND", "--other-model", "gpt-5-mini", "--max-calls", "3"],
      { COMETAPI_KEY: "sk-narrow", SECOND: "sk-stale" },
    );
    expect([cause?.category, calls]).toEqual(["permission", 3]);
  });

  it("finds it without being given another model, with one that the key may use", async () => {
    const { cause, calls } = await diagnose({ model: "private-model", messages }, [], { COMETAPI_KEY: "sk-narrow" });
    expect(cause).toMatchObject({ blame: "model", action: expect.stringContaining("than private-model") });
    expect(calls).toBe(3);
  });

  it("finds that a model is saturated while another works, and says to retry later", async () => {
    const { cause, report, calls, code } = await diagnose({ model: "busy-model", messages }, [
      "--other-model",
      "gpt-5-mini",
    ]);
    expect(cause).toMatchObject({ step: "known-good", blame: "model", category: "rate_limit" });
    expect(cause?.summary).toContain("On another model it works.");
    expect(report).toMatchObject({ repeated: true, otherModel: { works: true, detail: "gpt-5-mini" } });
    expect([calls, code]).toEqual([5, 20]);
  });

  it("sends no call beyond its cap, and says what is left", async () => {
    const { cause, calls, code } = await diagnose({ ...twenty, logit_bias: {} }, ["--max-calls", "5"]);
    expect(calls).toBe(5);
    expect(cause?.summary).toMatch(/^One of .*logit_bias.* breaks it, or some of them together: no calls were left/);
    expect(code).toBe(10);
  });
});
