import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { serveHandler } from "../test/serve-handler.ts";
import { attemptsOf, createHandler, formatReport, type HandlerOptions, reportOf, verdictOf } from "./index.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const key = "sk-planted-0123456789abcdef";
const runtime = { sleep: async () => {}, now: Date.now, random: () => 0 };
const edge = "https://edge.example.com";

const handlerWith = (options: Partial<HandlerOptions<Record<string, string>>> = {}) =>
  createHandler<Record<string, string>>({
    upstream: simulator.origin,
    runtime,
    ...(options.authorize ? {} : { public: true }),
    ...options,
  });

const chat = (headers: Record<string, string> = {}, path = "/v1/chat/completions") =>
  new Request(edge + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: '{"model":"gpt-5-mini","max_tokens":9,"messages":[{"role":"user","content":"Hello"}]}',
  });

const simulated = (scenario: string, path?: string) => chat({ "x-simulate": scenario }, path);
const answerTo = (request: Request, options?: Partial<HandlerOptions<Record<string, string>>>) =>
  handlerWith(options)(request, { COMETAPI_KEY: key });

describe("the key", () => {
  it("goes upstream in the place of the caller's key", async () => {
    const service = await serveHandler((request) => answerTo(request), {});
    onTestFinished(() => service.close());
    const names = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "mj-api-secret"];
    const headers = Object.fromEntries(names.map((name) => [name, "of the caller"]));
    await fetch(`${service.origin}/v1/models?key=a&page=2&api_key=b&apikey=c`, { headers });
    const [seen] = simulator.requests;
    expect(names.map((name) => seen?.headers[name])).toEqual([`Bearer ${key}`, ...Array(4).fill(undefined)]);
    expect(seen?.query).toEqual({ page: "2" });
  });

  it("is looked up under another name", async () => {
    await handlerWith({ keyName: "OTHER_KEY" })(chat(), { OTHER_KEY: " sk-other-key-123\n" });
    expect(simulator.requests[0]?.headers.authorization).toBe("Bearer sk-other-key-123");
  });

  it.each([undefined, {}, { COMETAPI_KEY: "" }, { COMETAPI_KEY: "  " }])("is found missing in %j", async (env) => {
    const response = await handlerWith()(chat(), env as Record<string, string>);
    expect(response.status).toBe(424);
    expect(response.headers.get("x-comet-rule")).toBe("edge-without-key");
    expect(await response.json()).toMatchObject({
      error: { code: "edge-without-key", message: expect.stringContaining("COMETAPI_KEY is not set") },
    });
    expect(simulator.requests).toEqual([]);
  });

  it.each([
    ["a line break", "sk-firsthalfAAAA1234567890\r\nsk-secondhalfBBBB1234567890"],
    ["a blank", "sk-firsthalfAAAA1234567890 sk-secondhalfBBBB1234567890"],
    ["a NUL", "sk-firsthalfAAAA1234567890\u0000sk-secondhalfBBBB1234567890"],
    ["typographic quotes", "“sk-firsthalfAAAA1234567890-sk-secondhalfBBBB”"],
  ])("is refused and not shown with %s in it", async (_, broken) => {
    const service = await serveHandler((request) => handlerWith()(request, { COMETAPI_KEY: broken }), {});
    onTestFinished(() => service.close());
    const response = await fetch(`${service.origin}/v1/models`);
    const said = JSON.stringify([...response.headers]) + (await response.text());
    expect([response.status, response.headers.get("x-comet-rule")]).toEqual([424, "edge-without-key"]);
    expect(said).toContain("COMETAPI_KEY is no key");
    expect(said).not.toContain("half");
    expect(simulator.requests).toEqual([]);
  });

  it("is the caller's own with keyName: false", async () => {
    const request = chat({ authorization: "Bearer sk-callers", cookie: "a=b" }, "/v1/chat/completions?key=sk-callers");
    await answerTo(request, { keyName: false });
    expect(simulator.requests[0]).toMatchObject({
      headers: { authorization: "Bearer sk-callers" },
      query: { key: "sk-callers" },
    });
    expect(simulator.requests[0]?.headers).not.toHaveProperty("cookie");
  });
});

describe("authorize", () => {
  it("receives the request, env and the context", async () => {
    const told: unknown[] = [];
    const handler = handlerWith({ authorize: (...args) => told.push(args) === 1 });
    const request = chat();
    const env = { COMETAPI_KEY: key };
    const context = { waitUntil: () => {} };
    expect((await handler(request, env, context)).status).toBe(200);
    expect(told).toEqual([[request, env, context]]);
  });

  it.each([
    ["false", () => false],
    ["nothing", () => undefined],
    ["something like true", () => "true"],
    ["a promise of false", async () => false],
    [
      "an exception",
      () => {
        throw new Error("token expired");
      },
    ],
    ["a rejection", () => Promise.reject(new Error("token expired"))],
  ])("refuses with %s", async (_, authorize) => {
    const response = await answerTo(chat(), { authorize });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain("token expired");
    expect(simulator.requests).toEqual([]);
  });

  it("that never answers ends when the caller leaves", async () => {
    const caller = new AbortController();
    const request = new Request(`${edge}/v1/models`, { signal: caller.signal });
    const authorize = () => {
      queueMicrotask(() => caller.abort());
      return new Promise(() => {});
    };
    const response = await answerTo(request, { authorize });
    expect([response.status, response.headers.get("x-comet-rule")]).toEqual([499, "canceled"]);
    expect(simulator.requests).toEqual([]);
  });

  it("is not called for paths that are not served", async () => {
    let asked = 0;
    const authorize = () => ++asked > 0;
    expect((await answerTo(chat({}, "/v1/files"), { authorize })).status).toBe(404);
    expect(asked).toBe(0);
  });

  it("lets callers learn that the base URL lacks its /v1, if that is all that is wrong with the path", async () => {
    const lost = await answerTo(chat({}, "/chat/completions"), { authorize: () => true });
    expect(await lost.text()).toContain(
      "/chat/completions is not served here; /v1/chat/completions is, so end the base URL in /v1",
    );
    expect(await (await answerTo(chat({}, "/v1/files"), { authorize: () => true })).text()).toContain(
      "/v1/files is not served here · ",
    );
  });
});

describe("an upload that breaks off", () => {
  const broken = (headers: Record<string, string>) =>
    new Request(`${edge}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"model":'));
          controller.error(new Error("secret of the socket"));
        },
      }),
      duplex: "half",
    } as RequestInit);

  it.each([
    ["whose length was declared", { "content-length": "100" }],
    ["in chunks", {}],
  ])("%s is answered, and never reaches the gateway", async (_, headers) => {
    const response = await answerTo(broken(headers as Record<string, string>));
    expect([response.status, response.headers.get("x-comet-rule")]).toEqual([400, "edge-body-broken"]);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: "edge-body-broken", type: "request" } });
    expect(text).not.toContain("secret");
    expect(simulator.requests).toEqual([]);
  });

  it("that was read before the handler got it is answered with what to do", async () => {
    const request = broken({});
    await request.text().catch(() => {});
    const { error, triage } = await (await answerTo(request)).json();
    expect(error.message).toContain("The body broke off, or was read before the handler could read it");
    expect(triage.action).toBe("Send the whole body; in the service, let nothing read it before the handler.");
  });
});

describe("the throttle", () => {
  it("is the handler's own if the option is undefined", async () => {
    const handler = handlerWith({ throttle: undefined });
    for (let count = 0; count < 3; count++) await handler(simulated("invalid-token-401"), { COMETAPI_KEY: key });
    expect(simulator.requests).toHaveLength(2);
  });
});

describe("a refusal", () => {
  it("has the format of the route", async () => {
    const anthropic = await answerTo(chat({}, "/v1/messages"), { authorize: () => false });
    expect(await anthropic.json()).toMatchObject({
      type: "error",
      error: { type: "edge-unauthorized" },
      triage: { ruleId: "edge-unauthorized", category: "auth", retryable: false },
    });
    const openai = await answerTo(chat(), { authorize: () => false });
    expect(await openai.json()).toMatchObject({ error: { code: "edge-unauthorized", type: "auth", param: null } });
    expect(Object.fromEntries(openai.headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "application/json",
      "x-comet-category": "auth",
      "x-comet-retryable": "false",
      "x-comet-rule": "edge-unauthorized",
      "x-should-retry": "false",
    });
  });

  it("names the methods that a path accepts", async () => {
    const response = await answerTo(new Request(`${edge}/v1/videos/a`, { method: "DELETE" }));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
  });

  it("is sent for a body of one byte too many, not for the longest that fits", async () => {
    const body = "a".repeat(100);
    const send = (limit: number) =>
      answerTo(new Request(`${edge}/v1/embeddings`, { method: "POST", body }), { maxBodyBytes: limit });
    expect([(await send(100)).status, simulator.requests[0]?.body]).toEqual([400, body]);
    expect((await send(99)).status).toBe(413);
    expect(simulator.requests).toHaveLength(1);
  });
});

describe("a failure", () => {
  it("keeps the gateway's envelope and adds the decision", async () => {
    const response = await answerTo(simulated("invalid-request-500"));
    const id = simulator.requests[0]?.requestId;
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: {
        message: `field messages is required (request id: ${id})`,
        type: "comet_api_error",
        param: "",
        code: "invalid_request",
      },
      triage: {
        ruleId: "invalid-request-as-500",
        category: "request",
        retryable: false,
        action: "Fix the request body before sending it again.",
        steps: [
          "Compare it with the endpoint's schema.",
          "Start from a minimal known-good request and add fields back one by one.",
        ],
        originalStatus: 500,
      },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/json",
      "x-comet-rule": "invalid-request-as-500",
      "x-comet-category": "request",
      "x-comet-retryable": "false",
      "x-should-retry": "false",
      "x-request-id": id,
    });
    expect(verdictOf(response)?.ruleId).toBe("invalid-request-as-500");
    expect(attemptsOf(response)).toMatchObject([
      { endpoint: "/v1/chat/completions", model: "gpt-5-mini", status: 500 },
    ]);
  });

  it("has a report without the gateway's key", async () => {
    const report = await reportOf(await answerTo(simulated("invalid-request-500")));
    expect(report).toMatchObject({ request: { method: "POST" }, decision: { ruleId: "invalid-request-as-500" } });
    expect(report && formatReport(report, "text")).not.toContain(key);
  });

  it("gets the status that does not mislead with normalize: true", async () => {
    const response = await answerTo(simulated("invalid-request-500"), { normalize: true });
    expect([response.status, response.headers.get("x-comet-original-status")]).toEqual([400, "500"]);
  });

  it("says how long to wait, in seconds", async () => {
    const response = await answerTo(simulated("retry-after-3600"));
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3600"]);
    expect(response.headers.get("x-comet-retryable")).toBe("true");
    expect(response.headers.get("x-should-retry")).toBe("false");
  });

  it.each([
    ["a page", "waf-403", 403],
    ["a redirect", "redirect-301", 404],
    ["a page as success", "html-200", 404],
    ["another dialect", "forbidden-403", 403],
  ])("that came as %s is put into the words of Anthropic's route", async (_, scenario, status) => {
    const response = await answerTo(simulated(scenario, "/v1/messages"));
    expect(response.status).toBe(status);
    expect(response.headers.has("location")).toBe(false);
    expect(await response.json()).toMatchObject({
      type: "error",
      error: { type: expect.any(String), message: expect.any(String) },
      triage: { ruleId: response.headers.get("x-comet-rule") },
    });
  });

  it("of a GET that came as a redirect does not blame the caller's path: a file may be kept elsewhere", async () => {
    simulator.play("elsewhere", [{ status: 302, headers: { location: "https://cdn.example/video.mp4" } }]);
    const response = await answerTo(
      new Request(`${edge}/v1/videos/abc/content`, { headers: { "x-simulate": "elsewhere" } }),
    );
    expect([response.status, response.headers.get("x-comet-original-status")]).toEqual([404, "302"]);
    const { error, triage } = await response.json();
    expect(error).toMatchObject({
      message: expect.stringContaining(
        "The gateway answered with a redirect, and this service follows none. · " +
          "In the service, check the option upstream. What the gateway keeps elsewhere cannot be fetched through the service.",
      ),
      code: "path-redirect",
    });
    expect(triage).toMatchObject({ ruleId: "path-redirect", retryable: false, steps: [], originalStatus: 302 });
    expect(verdictOf(response)?.reason).toBe("The base URL or path is wrong.");
  });

  it("of the connection is answered, too", async () => {
    const response = await answerTo(simulated("connection-reset-forever"), { maxRetries: 1 });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: "connection-reset" }, triage: { retryable: true } });
    expect(attemptsOf(response)).toHaveLength(2);
  });

  it("of the connection does not show callers the hosts behind the service", async () => {
    const closed = await startSimulator();
    await closed.close();
    const response = await answerTo(chat(), { upstream: closed.origin, maxRetries: 0 });
    const body = await response.text();
    expect(body).toContain('"code":"connection-refused"');
    expect(body).not.toContain("127.0.0.1");
    expect(verdictOf(response)?.message).toBe(`fetch failed: connect ECONNREFUSED ${new URL(closed.origin).host}`);
  });

  it("by a timeout is answered, too", async () => {
    const response = await answerTo(simulated("hang"), {
      maxRetries: 0,
      timeout: 20,
      runtime: { ...runtime, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    });
    expect([response.status, response.headers.get("x-comet-rule")]).toEqual([504, "timed-out"]);
  });

  it("loses the headers that would act on the service's own origin", async () => {
    const headers = {
      "set-cookie": "a=b",
      location: "https://evil.example.com",
      "access-control-allow-origin": "*",
      "x-comet-rule": "forged",
      "x-comet-evil": "forged",
      "strict-transport-security": "max-age=1",
      "www-authenticate": "Basic",
      connection: "x-named",
      "x-named": "hop",
      "x-ratelimit-remaining-requests": "1",
    };
    simulator.play("acting", [
      { ok: true, headers },
      { status: 400, headers, body: {} },
    ]);
    for (const status of [200, 400]) {
      const response = await answerTo(simulated("acting"), { origins: ["https://app.example.com"] });
      expect(response.status).toBe(status);
      expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("1");
      expect([...response.headers.values()].join()).not.toMatch(/evil|forged|a=b|hop|Basic|max-age=1/);
      expect(response.headers.has("access-control-allow-origin")).toBe(false);
    }
  });
});

describe("a page of a listed origin", () => {
  const origin = "https://app.example.com";
  const options = { origins: [origin] };

  it.each(["", "invalid-request-500"])("may read every header of an answer (%j)", async (scenario) => {
    const request = chat({ origin, ...(scenario && { "x-simulate": scenario }) });
    const { headers } = await answerTo(request, options);
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    expect(headers.get("vary")).toBe("Origin");
    expect(headers.get("access-control-expose-headers")).toContain("x-oneapi-request-id");
    expect(headers.has("access-control-allow-credentials")).toBe(false);
    if (scenario) expect(headers.get("access-control-expose-headers")).toContain("x-comet-rule");
  });

  it("may read why it was refused", async () => {
    const refused = await answerTo(chat({ origin }), { ...options, authorize: () => false });
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
  });

  it("is not named to a cache that serves others", async () => {
    expect((await answerTo(chat(), options)).headers.get("vary")).toBe("Origin");
  });

  it("may send its preflight without credentials", async () => {
    const asked = new Request(`${edge}/v1/responses`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    const response = await answerTo(asked, { ...options, authorize: () => false });
    expect([response.status, response.headers.get("access-control-allow-methods")]).toEqual([204, "POST"]);
    expect(simulator.requests).toEqual([]);
  });
});

describe("a page of the service itself", () => {
  it.each([
    ["that the browser calls its own", edge, "same-origin", 200],
    ["behind a proxy that speaks http to the service", "https://app.example.com", "same-origin", 200],
    ["of which the browser says nothing, as over http", edge, undefined, 403],
    ["of a neighbor", "https://other.example.com", "same-site", 403],
    ["of somebody else", "https://evil.example", "cross-site", 403],
  ])("%s gets its answer without a list of origins, any other page none", async (_, origin, site, status) => {
    const response = await answerTo(chat({ origin, ...(site && { "sec-fetch-site": site }) }));
    expect(response.status).toBe(status);
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
    expect(simulator.requests).toHaveLength(status === 200 ? 1 : 0);
  });

  it("still has to be let in by authorize", async () => {
    const own = chat({ origin: edge, "sec-fetch-site": "same-origin" });
    expect((await answerTo(own, { authorize: () => false })).status).toBe(401);
  });
});

describe("a planted key and prompt", () => {
  const prompt = "planted-prompt-7f3a";
  const quoted = `Incorrect API key provided: ${key}.`;
  const replies = {
    "quoted-json": {
      status: 401,
      headers: { "x-echo": key },
      body: { error: { message: quoted, code: "invalid_api_key" } },
    },
    "quoted-page": { status: 403, headers: { "content-type": "text/html" }, body: `<html><title>${quoted}</title>` },
    "quoted-text": { status: 400, headers: { "content-type": "text/plain" }, body: quoted },
    "quoted-success": { body: { error: { message: quoted, code: key } } },
    "quoted-stream": {
      headers: { "content-type": "text/event-stream" },
      chunks: [`data: {"error":{"message":"${quoted}","type":"invalid_request_error"}}\n\n`],
    },
  };

  it.each(Object.entries(replies))("do not come back when the gateway quotes it (%s)", async (name, reply) => {
    simulator.play(name, [reply]);
    for (const path of ["/v1/chat/completions", "/v1/messages"]) {
      const response = await answerTo(simulated(name, path));
      const said = JSON.stringify([...response.headers]) + (await response.text());
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(said).not.toContain(key);
      expect(said).toContain("***");
    }
  });

  it("do not come back in the form of a URL, of JSON, of HTML or of base64, nor as a name", async () => {
    const odd = 'sk-"planted"/0123+\\half';
    const html = odd.replaceAll('"', "&quot;").replace("/", "&#x2F;");
    const error = { message: `Wrong key: ${odd}`, code: encodeURIComponent(odd), type: html, param: btoa(odd) };
    const body = { error: { ...error, [odd]: 1 } };
    simulator.play("quoted-forms", [{ status: 401, body }]);
    const service = await serveHandler((request) => handlerWith()(request, { COMETAPI_KEY: odd }), {});
    onTestFinished(() => service.close());
    const response = await fetch(`${service.origin}/v1/models`, { headers: { "x-simulate": "quoted-forms" } });
    expect(await response.json()).toMatchObject({
      error: {
        message: "Wrong key: ***",
        code: "***",
        type: "***",
        param: expect.stringMatching(/^\*{3}.?=*$/),
        "***": 1,
      },
    });
  });

  it("are in no answer of the handler, and in no log", async () => {
    const logs = (["log", "info", "warn", "error", "debug"] as const).map((name) => vi.spyOn(console, name));
    try {
      for (const scenario of ["waf-403", "quota-429", "html-200", "connection-reset-forever", "timeout-524"]) {
        const body = JSON.stringify({ model: "gpt-5-mini", messages: [{ role: "user", content: prompt }] });
        const request = new Request(`${edge}/v1/chat/completions`, {
          method: "POST",
          headers: { "x-simulate": scenario, authorization: `Bearer ${key}` },
          body,
        });
        const response = await answerTo(request, { maxRetries: 0 });
        const said = JSON.stringify([...response.headers]) + (await response.text());
        expect(said).not.toMatch(/planted/);
        expect(JSON.stringify([verdictOf(response), attemptsOf(response)])).not.toMatch(/planted/);
      }
      expect(logs.flatMap(({ mock }) => mock.calls)).toEqual([]);
    } finally {
      vi.restoreAllMocks();
    }
  });
});
