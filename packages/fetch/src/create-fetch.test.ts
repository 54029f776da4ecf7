import { inspect } from "node:util";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chat, completion, missingMessages, scripted, upstreamFailed } from "../test/requests.ts";
import { bytesOf, serve, serveByHand, serveSockets } from "../test/serve.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { attemptsOf, type CometError, createFetch, isCometError, reportOf, verdictOf } from "./index.ts";

const simulator = await startSimulator();
const url = `${simulator.baseUrl}/chat/completions`;
const json = { "content-type": "application/json" };

let runtime = stillRuntime();
beforeEach(() => {
  runtime = stillRuntime();
});
afterEach(() => simulator.reset());
afterAll(() => simulator.close());

describe("a success", () => {
  it("comes back as it was sent", async () => {
    const served = await serve((_, response) => {
      response.writeHead(201, "Made", [
        ["content-type", "application/json; charset=utf-8"],
        ["x-oneapi-request-id", "20260101000000123456789abcDEF03"],
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
      ]);
      response.end(completion);
    });
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.status).toBe(201);
    expect(response.statusText).toBe("Made");
    expect(response.ok).toBe(true);
    expect(response.url).toBe(served.url);
    expect(response.redirected).toBe(false);
    expect([response.type, response.clone().type]).toEqual(["basic", "basic"]);
    expect(response.bodyUsed).toBe(false);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("x-oneapi-request-id")).toBe("20260101000000123456789abcDEF03");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(response.headers.has("x-should-retry")).toBe(false);
    expect(await response.text()).toBe(completion);
  });

  it.each([200, 400])("has an empty body if a server sends %i and nothing more", async (status) => {
    const served = await serve((_, response) => response.writeHead(status).end());
    const response = await createFetch({ runtime })(served.url);
    expect(response.headers.has("content-type")).toBe(false);
    expect(await response.body?.getReader().read()).toEqual({ done: true, value: undefined });
    const head = await createFetch({ runtime })(served.url, { method: "HEAD" });
    expect([head.status, head.body]).toEqual([status, null]);
  });

  it("keeps every byte of an invalid text", async () => {
    const bytes = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x00, 0xc3, 0x28, 0x22, 0x7d, 0x0d, 0x0a]);
    const served = await serve((_, response) => response.writeHead(200, json).end(bytes));
    const response = await createFetch()(served.url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it("knows the address that a redirect led to", async () => {
    const served = await serve((request, response) => {
      if (request.url === "/v1/here") response.writeHead(302, { location: "/v1/there" }).end();
      else response.writeHead(200, json).end('{"object":"list","data":[]}');
    });
    const response = await createFetch()(`${served.origin}/v1/here`);
    expect(response.url).toBe(`${served.origin}/v1/there`);
    expect(response.redirected).toBe(true);
    expect(await response.text()).toBe('{"object":"list","data":[]}');
  });

  it("can be cloned and read both ways", async () => {
    const served = await serve((_, response) => response.writeHead(200, json).end(completion));
    const response = await createFetch()(served.url);
    expect(await response.clone().json()).toEqual(await response.json());
  });

  it("has its attempts and no verdict", async () => {
    simulator.play("fails-once", [{ status: 503, body: { error: { message: "busy" } } }, { ok: true }]);
    const response = await createFetch({ runtime })(`${url}?key=secret`, scripted("fails-once"));
    expect(response.status).toBe(200);
    expect(verdictOf(response)).toBeUndefined();
    expect(attemptsOf(response)).toEqual([
      {
        attempt: 1,
        timestamp: 1_767_225_600_000,
        durationMs: 0,
        method: "POST",
        endpoint: "/v1/chat/completions",
        model: "gpt-5-mini",
        status: 503,
        requestId: simulator.requests[0]?.requestId,
        ruleId: "service-unavailable",
        delayMs: 500,
        body: '{"error":{"message":"busy"}}',
      },
      {
        attempt: 2,
        timestamp: 1_767_225_600_000,
        durationMs: 0,
        method: "POST",
        endpoint: "/v1/chat/completions",
        model: "gpt-5-mini",
        status: 200,
      },
    ]);
    expect(runtime.waits).toEqual([500]);
  });
});

describe("a final failure", () => {
  it("keeps status and body byte for byte", async () => {
    const body = Buffer.concat([Buffer.from('{ "error" :{"message":"no"}}\r\n'), Buffer.from([0xff, 0x00, 0xc3])]);
    const served = await serve((_, response) => response.writeHead(400, "Nope", json).end(body));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.status).toBe(400);
    expect(response.statusText).toBe("Nope");
    expect(response.ok).toBe(false);
    expect(response.url).toBe(served.url);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
  });

  it("is judged by its body in the charset that it declares", async () => {
    // 余额不足, an insufficient balance, in GBK.
    const words = Buffer.from([0xd3, 0xe0, 0xb6, 0xee, 0xb2, 0xbb, 0xd7, 0xe3]);
    const body = Buffer.concat([Buffer.from('{"error":{"message":"'), words, Buffer.from('","code":""}}')]);
    const headers = { "content-type": "application/json; charset=gbk" };
    const served = await serve((_, response) => response.writeHead(500, headers).end(body));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(verdictOf(response)).toMatchObject({ message: "余额不足", category: "quota" });
    expect(attemptsOf(response)).toHaveLength(1);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(body);
  });

  it("keeps a body that is longer than what was judged", async () => {
    const body = `{"error":{"message":"${"a".repeat(300_000)}"}}`;
    const served = await serve((_, response) => response.writeHead(400, json).end(body));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(await response.text()).toBe(body);
    expect(attemptsOf(response)[0]?.body).toHaveLength(65_536);
  });

  it("keeps a reason phrase that no Response accepts", async () => {
    const served = await serveSockets((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 400 错误\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}"));
    });
    const bare = await fetch(served.url);
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.statusText).toBe(bare.statusText);
    expect([bare.status, response.status, await response.text()]).toEqual([400, 400, "{}"]);
  });

  it("stops the SDKs' own retries", async () => {
    simulator.play("bad", [{ status: 500, body: missingMessages, headers: { ...json, "x-should-retry": "true" } }]);
    const response = await createFetch({ runtime })(url, scripted("bad"));
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it("shows the request id of the message to every SDK", async () => {
    simulator.play("suffix", [{ status: 500, headers: json, body: missingMessages, noRequestId: true }]);
    const response = await createFetch({ runtime })(url, scripted("suffix"));
    expect(response.headers.get("x-request-id")).toBe("20260101000000123456789abcDEF02");
    expect(response.headers.get("request-id")).toBe("20260101000000123456789abcDEF02");
  });

  it("shows the request id of the gateway's own header to every SDK", async () => {
    simulator.play("header", [{ status: 401, headers: { "x-oneapi-request-id": "20260101000000987654321abcDEF04" } }]);
    const response = await createFetch({ runtime })(url, scripted("header"));
    expect(response.headers.get("x-request-id")).toBe("20260101000000987654321abcDEF04");
    expect(response.headers.get("request-id")).toBe("20260101000000987654321abcDEF04");
    expect(response.headers.get("x-oneapi-request-id")).toBe("20260101000000987654321abcDEF04");
  });

  it("keeps an existing request id", async () => {
    simulator.play("own", [{ status: 401, headers: { "x-request-id": "theirs" }, noRequestId: true }]);
    const response = await createFetch({ runtime })(url, scripted("own"));
    expect(response.headers.get("x-request-id")).toBe("theirs");
    expect(response.headers.get("request-id")).toBe("theirs");
  });

  it.each(["编号", "a\r\nset-cookie: b", "\u0000"])("survives the request id %j, invalid in a header", async (id) => {
    const body = JSON.stringify({ error: { message: "no", type: "", param: "", code: "" }, request_id: id });
    const served = await serve((_, response) => response.writeHead(400, json).end(body));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(await response.text()).toBe(body);
    expect(response.headers.has("x-request-id")).toBe(false);
    expect(verdictOf(response)?.requestId).toBe(id);
  });

  it("has its verdict and its attempts", async () => {
    simulator.play("down", [{ status: 500, headers: json, body: upstreamFailed }]);
    const response = await createFetch({ runtime })(url, scripted("down"));
    expect(verdictOf(response)).toMatchObject({
      ruleId: "upstream-connection-lost",
      category: "server",
      retryable: true,
      status: 500,
      code: "do_request_failed",
      requestId: "20260101000000123456789abcDEF01",
    });
    expect(attemptsOf(response).map(({ attempt, status, delayMs }) => [attempt, status, delayMs])).toEqual([
      [1, 500, 500],
      [2, 500, 1000],
      [3, 500, 2000],
      [4, 500, 4000],
      [5, 500, undefined],
    ]);
  });

  it("returns the server's wait if it is too long", async () => {
    simulator.play("later", [{ status: 429, headers: { "retry-after": "3600" } }]);
    const response = await createFetch({ runtime })(url, scripted("later"));
    expect(response.headers.get("retry-after")).toBe("3600");
    expect(verdictOf(response)?.retryAfterMs).toBe(3_600_000);
    expect(runtime.waits).toEqual([]);
  });
});

describe("an error of the transport", () => {
  it("is thrown unchanged, with its verdict and attempts", async () => {
    const broken = new TypeError("fetch failed", { cause: Object.assign(new Error("read"), { code: "ECONNRESET" }) });
    const triaged = createFetch({ runtime, maxRetries: 2, fetch: () => Promise.reject(broken) });
    await expect(triaged("https://api.cometapi.com/v1/models")).rejects.toBe(broken);
    expect(verdictOf(broken)).toMatchObject({ ruleId: "connection-reset", category: "network", outcome: "unknown" });
    expect(attemptsOf(broken).map(({ endpoint, ruleId }) => [endpoint, ruleId])).toEqual([
      ["/v1/models", "connection-reset"],
      ["/v1/models", "connection-reset"],
      ["/v1/models", "connection-reset"],
    ]);
  });

  it("is thrown at once if it is a programming mistake", async () => {
    const mistake = new TypeError("Failed to parse URL from nowhere");
    const send = vi.fn(() => Promise.reject(mistake));
    await expect(createFetch({ runtime, fetch: send })("nowhere")).rejects.toBe(mistake);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("is thrown from a fetch that is not async", async () => {
    const mistake = new RangeError("not today");
    const fetch = () => {
      throw mistake;
    };
    await expect(createFetch({ runtime, fetch })("https://api.cometapi.com/v1")).rejects.toBe(mistake);
  });
});

describe("verdictOf and attemptsOf", () => {
  const causeless = Object.assign(new Error("other"), { response: null, headers: null, cause: null });

  it.each([undefined, null, "text", 1, {}, causeless, new Response()])("return nothing for %s", (stranger) => {
    expect(verdictOf(stranger)).toBeUndefined();
    expect(attemptsOf(stranger)).toEqual([]);
  });

  it("search the causes of what wraps an SDK's error, and reportOf does", async () => {
    simulator.play("bad", [{ status: 500, headers: json, body: missingMessages }]);
    const { headers } = await createFetch({ runtime })(url, scripted("bad"));
    const ofSdk = Object.assign(new Error("500 field messages is required"), { headers });
    const wrapped = new Error("the agent failed", { cause: new Error("the model failed", { cause: ofSdk }) });
    expect(verdictOf(wrapped)?.ruleId).toBe("invalid-request-as-500");
    expect(attemptsOf(wrapped)).toHaveLength(1);
    expect(await reportOf(wrapped)).toMatchObject({ response: { status: 500 }, error: { thrown: [] } });
  });

  it("return nothing for an error that is its own cause", () => {
    const circle = new Error("round");
    circle.cause = circle;
    expect(verdictOf(circle)).toBeUndefined();
  });

  it("leave no trace when a response is printed", async () => {
    const [bare, ours] = await Promise.all([send(), createFetch({ fetch: send, inspect: false })(url, chat)]);
    expect(inspect(ours)).toBe(inspect(bare));
    expect(attemptsOf(ours)).toHaveLength(1);
  });
});

const send = async () => new Response("{}", { headers: json });

describe("a clone of a response", () => {
  it("has the verdict and the attempts of its original, and so does its own clone", async () => {
    simulator.play("bad", [{ status: 500, headers: json, body: missingMessages }]);
    const response = await createFetch({ runtime })(url, scripted("bad"));
    const twice = response.clone().clone();
    expect([twice.url, twice.status, verdictOf(twice)]).toEqual([url, response.status, verdictOf(response)]);
    expect(verdictOf(twice)?.ruleId).toBe("invalid-request-as-500");
    expect(await twice.text()).toBe(await response.text());
  });

  it("of a success has its attempts", async () => {
    const served = await serve((_, response) => void response.writeHead(200, json).end(completion));
    const copy = (await createFetch({ runtime })(served.url, chat)).clone();
    expect([copy.url, attemptsOf(copy).length, await copy.text()]).toEqual([served.url, 1, completion]);
  });
});

describe("options of one call", () => {
  it("override those of createFetch", async () => {
    simulator.play("down", [{ status: 500 }]);
    const triaged = createFetch({ runtime, maxRetries: 3, initialDelay: 10, jitter: "none" });
    const response = await triaged(url, { ...scripted("down"), triage: { maxRetries: 1 } });
    expect(attemptsOf(response)).toHaveLength(2);
    expect(runtime.waits).toEqual([10]);
    expect(attemptsOf(await triaged(url, scripted("down")))).toHaveLength(4);
  });

  it("may be false to send a request without triage", async () => {
    simulator.play("down", [{ status: 500, headers: json, body: upstreamFailed }]);
    const response = await createFetch({ runtime })(url, { ...scripted("down"), triage: false });
    expect(response.status).toBe(500);
    expect(response.headers.has("x-should-retry")).toBe(false);
    expect(attemptsOf(response)).toEqual([]);
    expect(simulator.requests).toHaveLength(1);
  });

  it("may include hooks", async () => {
    simulator.play("down", [{ status: 500 }]);
    const told: unknown[] = [];
    await createFetch({ runtime, maxRetries: 1 })(url, {
      ...scripted("down"),
      triage: {
        onAttempt: ({ attempt, status }) => told.push(["attempt", attempt, status]),
        onRetry: ({ delayMs }) => told.push(["retry", delayMs]),
        onGiveUp: ({ reason, verdict }) => told.push(["give up", reason, verdict.ruleId]),
      },
    });
    expect(told).toEqual([
      ["attempt", 1, 500],
      ["retry", 500],
      ["attempt", 2, 500],
      ["give up", "max-retries", "platform-failure"],
    ]);
  });

  it("can keep POST from being retried", async () => {
    simulator.play("down", [{ status: 500 }]);
    const triaged = createFetch({ runtime, methods: ["GET"] });
    expect(attemptsOf(await triaged(url, scripted("down")))).toHaveLength(1);
    expect(attemptsOf(await triaged(`${simulator.baseUrl}/models`, scripted("down", {})))).toHaveLength(5);
  });

  it("can stop if the work may have been done", async () => {
    simulator.play("slow", [{ status: 504 }]);
    const triaged = createFetch({ runtime, unknownOutcome: "stop" });
    expect(attemptsOf(await triaged(url, scripted("slow")))).toHaveLength(1);
  });
});

describe("normalize", () => {
  it("replaces the 500 of a bad request by a 400", async () => {
    simulator.play("bad", [{ status: 500, headers: json, body: missingMessages }]);
    const response = await createFetch({ runtime, normalize: true })(url, scripted("bad"));
    expect(response.status).toBe(400);
    expect(response.statusText).toBe("");
    expect(response.headers.get("x-comet-original-status")).toBe("500");
    expect(await response.text()).toBe(missingMessages);
  });

  it("keeps an honest status", async () => {
    simulator.play("down", [{ status: 500, headers: json, body: upstreamFailed }]);
    const response = await createFetch({ runtime, normalize: true, maxRetries: 0 })(url, scripted("down"));
    expect(response.status).toBe(500);
    expect(response.headers.has("x-comet-original-status")).toBe(false);
  });

  it("is off unless asked for", async () => {
    simulator.play("bad", [{ status: 500, headers: json, body: missingMessages }]);
    const response = await createFetch({ runtime })(url, scripted("bad"));
    expect(response.status).toBe(500);
    expect(response.headers.has("x-comet-original-status")).toBe(false);
  });
});

describe("throwOnError", () => {
  const failure = (promise: Promise<Response>): Promise<CometError> =>
    promise.then(
      () => Promise.reject(new Error("nothing was thrown")),
      (error) => error,
    );

  it("throws a CometError for a final failure", async () => {
    simulator.play("bad", [{ status: 500, headers: json, body: missingMessages, noRequestId: true }]);
    const error = await failure(createFetch({ runtime, throwOnError: true })(url, scripted("bad")));
    expect(isCometError(error)).toBe(true);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "CometError",
      status: 500,
      code: "invalid_request",
      type: "comet_api_error",
      ruleId: "invalid-request-as-500",
      category: "request",
      retryable: false,
      requestId: "20260101000000123456789abcDEF02",
    });
    expect(error.message).toMatch(
      /^500 field messages is required \[invalid-request-as-500\] POST \/v1\/chat\/completions, 1 attempt; /,
    );
    expect(error.cause).toBeUndefined();
    expect(verdictOf(error)?.ruleId).toBe("invalid-request-as-500");
    expect(attemptsOf(error)).toHaveLength(1);
    expect(simulator.active).toBe(0);
  });

  it("frees the connection of a failure whose body has not ended", async () => {
    const server = await serveByHand();
    const error = failure(createFetch({ runtime, throwOnError: true })(server.url, chat));
    const { answer, closed } = await server.next();
    answer.writeHead(400, json).write("a".repeat(70_000));
    expect(await error).toMatchObject({ status: 400, ruleId: "bad-request" });
    await closed;
  });

  it("throws a CometError whose cause is what the transport threw", async () => {
    const broken = new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
    const fetch = () => Promise.reject(broken);
    const error = await failure(
      createFetch({ runtime, throwOnError: true, fetch })("https://api.cometapi.com/v1/models"),
    );
    expect(isCometError(error)).toBe(true);
    expect(error.cause).toBe(broken);
    expect(error).toMatchObject({ ruleId: "connection-refused", status: undefined });
    expect(attemptsOf(error)).toHaveLength(5);
  });

  it("shows no part of a key that the transport or the server quotes", async () => {
    const key = "firsthalf-1234\r\nsecondhalf-1234";
    const headers = { authorization: `Bearer ${key}` };
    const unsent = await failure(
      createFetch({ runtime, throwOnError: true })("http://127.0.0.1:1/v1/models", { headers }),
    );
    expect(unsent.message).toContain('"Bearer ***');
    expect(`${unsent.message} ${JSON.stringify(unsent)}`).not.toMatch(/half-1234/);
    const fetch = async () => Response.json({ error: { message: "wrong key secondhalf-1234" } }, { status: 401 });
    const request = new Request("https://api.cometapi.com/v1/models", { headers: { "x-api-key": "secondhalf-1234" } });
    expect((await failure(createFetch({ runtime, throwOnError: true, fetch })(request))).message).toContain(
      "wrong key *** [",
    );
  });

  it("throws the reason of an abort unchanged", async () => {
    const controller = new AbortController();
    const reason = new Error("the user left");
    const fetch = async () => {
      controller.abort(reason);
      throw reason;
    };
    const triaged = createFetch({ runtime, throwOnError: true, fetch });
    await expect(triaged("https://api.cometapi.com/v1/models", { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("bad options", () => {
  it.each([
    [null, TypeError, /^options must be an object; got null$/],
    [{ retries: 2 }, TypeError, /^unknown option "retries"; did you mean maxRetries\?$/],
    [{ maxRetries: -1 }, RangeError, /^maxRetries must be /],
    [{ maxRetries: 1.5 }, RangeError, /^maxRetries must be /],
    [{ timeout: "1000" }, TypeError, /^timeout must be /],
    [{ methods: "POST" }, TypeError, /^methods must be /],
    [{ unknownOutcome: "ask" }, TypeError, /^unknownOutcome must be /],
    [{ onRetry: true }, TypeError, /^onRetry must be /],
    [{ inspect: "no" }, TypeError, /^inspect must be true or false; got /],
    [{ normalize: 1 }, TypeError, /^normalize must be true or false; got /],
    [{ throwOnError: null }, TypeError, /^throwOnError must be true or false; got /],
    [{ cutStreams: "ignore" }, TypeError, /^cutStreams must be "report" or "pass"; got /],
    [{ fetch: "https://api.cometapi.com" }, TypeError, /^fetch must be a function; got /],
  ])("%j are named when the fetch is made", (options, Kind, message) => {
    expect(() => createFetch(options as never)).toThrow(message);
    expect(() => createFetch(options as never)).toThrow(Kind);
  });

  it("of one call reject it before anything is sent", async () => {
    const fetch = vi.fn();
    const call = createFetch({ fetch })("https://api.cometapi.com/v1", { triage: { maxDelay: -1 } });
    await expect(call).rejects.toThrow(/^maxDelay must be /);
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("the inner fetch", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("receives what the caller passed, extras included", async () => {
    const dispatcher = { dispatch: () => true };
    const fetch = vi.fn(async (_input: unknown, _init?: object) => new Response());
    const init = { ...chat, dispatcher, duplex: "half", cf: { cacheTtl: 5 }, next: { tags: ["a"] } } as RequestInit;
    await createFetch({ fetch })("https://api.cometapi.com/v1/chat/completions", init);
    expect(fetch).toHaveBeenCalledWith("https://api.cometapi.com/v1/chat/completions", { ...init, redirect: "manual" });
    expect(fetch.mock.calls[0]?.[1]).toHaveProperty("dispatcher", dispatcher);
  });

  it("also receives null in the place of init", async () => {
    const send = vi.fn(async () => new Response("{}"));
    expect((await createFetch({ fetch: send })(url, null as never)).status).toBe(200);
    expect(send).toHaveBeenCalledWith(url, null);
  });

  it("receives what init inherits", async () => {
    const defaults = { method: "POST", body: "{}", dispatcher: {} };
    const init = Object.assign(Object.create(defaults), { headers: { a: "b" } });
    const inner = vi.fn(async (_input: unknown, _init?: RequestInit) => new Response());
    await createFetch({ fetch: inner, timeout: 1000 })("https://a.example/", init);
    const { signal, ...given } = inner.mock.calls[0]?.[1] ?? {};
    expect(given).toEqual({ ...defaults, headers: { a: "b" }, redirect: "manual" });
  });

  it("is given what the getters of an init's class return, and symbols", async () => {
    const mark = Symbol("mark");
    class Init {
      readonly [mark] = 1;
      readonly #method = "POST";
      get method(): string {
        return this.#method;
      }
    }
    const inner = vi.fn(async (_input: unknown, _init?: RequestInit) => new Response());
    await createFetch({ fetch: inner, timeout: 1000 })("https://a.example/", new Init());
    expect(inner.mock.calls[0]?.[1]).toMatchObject({ method: "POST", redirect: "manual", [mark]: 1 });
  });

  it("receives the very same arguments if there is no body", async () => {
    const fetch = vi.fn(async (_input: unknown, _init?: object) => new Response());
    const input = new URL("https://api.cometapi.com/v1/models");
    const init = { headers: { authorization: "Bearer sk-test" } };
    await createFetch({ fetch })(input, init);
    expect(fetch.mock.calls[0]?.[0]).toBe(input);
    expect(fetch.mock.calls[0]?.[1]).toBe(init);
  });

  it.each(["follow", "error", "manual"] as const)(
    "is given redirect: %s when the caller asks for it",
    async (redirect) => {
      const fetch = vi.fn(async (_input: unknown, _init?: RequestInit) => new Response());
      await createFetch({ fetch })("https://api.cometapi.com/v1/chat/completions", { ...chat, redirect });
      expect(fetch.mock.calls[0]?.[1]?.redirect).toBe(redirect);
    },
  );

  it("is the global one at the time of the call", async () => {
    const triaged = createFetch();
    const late = vi.fn(async () => new Response("late"));
    vi.stubGlobal("fetch", late);
    expect(await (await triaged("https://api.cometapi.com/v1/models")).text()).toBe("late");
    expect(late).toHaveBeenCalledTimes(1);
  });

  it("may be wrapped later as the global one, if it was passed in", async () => {
    const there = vi.fn(async () => new Response("there"));
    const ours = createFetch({ fetch: there });
    vi.stubGlobal("fetch", (...call: Parameters<typeof fetch>) => ours(...call));
    expect(await (await fetch("https://api.cometapi.com/v1/models")).text()).toBe("there");
    expect(there).toHaveBeenCalledTimes(1);
  });

  it("is the original one if our own is both global and passed in, as by a module that is loaded again", async () => {
    const served = await serve((_, response) => response.writeHead(500, json).end(upstreamFailed));
    for (const maxRetries of [1, 2, 3]) {
      vi.stubGlobal("fetch", createFetch({ fetch: globalThis.fetch, runtime, maxRetries, throttle: false }));
    }
    await fetch(served.url);
    expect(runtime.waits).toHaveLength(3);
  });

  it("is the previous one if ours is the global one", async () => {
    const served = await serve((_, response) => response.writeHead(500, json).end(upstreamFailed));
    vi.stubGlobal("fetch", createFetch({ runtime, maxRetries: 1, throttle: false }));
    expect((await fetch(served.url)).status).toBe(500);
    vi.stubGlobal("fetch", createFetch({ runtime, maxRetries: 2, throttle: false }));
    const response = await createFetch({ runtime, maxRetries: 3, throttle: false })(served.url);
    expect(attemptsOf(response)).toHaveLength(4);
    expect(runtime.waits).toHaveLength(1 + 3);
  });
});

it.each([() => 0, Date.now])("runs into no timeout if sleep takes no time, with the clock %o", async (now) => {
  let sent = 0;
  const served = await serve((_, response) => {
    sent += 1;
    response.writeHead(sent < 3 ? 503 : 200, json).end(sent < 3 ? upstreamFailed : completion);
  });
  const quick = { now, random: () => 0.5, sleep: async () => {} };
  const response = await createFetch({ runtime: quick, timeout: 5000, totalTimeout: 60_000 })(served.url, chat);
  expect([response.status, sent]).toEqual([200, 3]);
});

it("throws if jitter returns no number, and does not wait", async () => {
  const served = await serve((_, response) => response.writeHead(503, json).end(upstreamFailed));
  const call = createFetch({ runtime, jitter: (() => "10") as never })(served.url, chat);
  await expect(call).rejects.toThrow(new TypeError('jitter must return a number of milliseconds; got "10"'));
  expect(runtime.waits).toEqual([]);
});

describe("signal", () => {
  it("aborted before sends nothing", async () => {
    const reason = new Error("too late");
    const fetch = vi.fn();
    const call = createFetch({ fetch })("https://api.cometapi.com/v1", { signal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([undefined, new Error("the user left"), "a word"])(
    "aborted before the headers with %s rejects with that",
    async (given) => {
      const server = await serveByHand();
      const controller = new AbortController();
      const call = createFetch({ runtime })(server.url, { ...chat, signal: controller.signal });
      const { closed } = await server.next();
      controller.abort(given);
      await expect(call).rejects.toBe(controller.signal.reason);
      await closed;
      expect(runtime.waits).toEqual([]);
    },
  );

  it.each([{}, { timeout: 60_000 }, { totalTimeout: 60_000 }])("of another realm is obeyed with %j", async (limits) => {
    const server = await serveByHand();
    const foreign = Object.assign(new EventTarget(), { aborted: false, reason: undefined as unknown });
    const call = createFetch({ runtime: { ...runtime, sleep: () => new Promise(() => {}) }, ...limits });
    const result = call(server.url, { ...chat, signal: foreign as unknown as AbortSignal });
    const { closed } = await server.next();
    const reason = new Error("the window closed");
    Object.assign(foreign, { aborted: true, reason }).dispatchEvent(new Event("abort"));
    await expect(result).rejects.toBe(reason);
    await closed;
    const again = call(server.url, { ...chat, signal: foreign as unknown as AbortSignal });
    await expect(again).rejects.toBe(reason);
  });

  it("aborted while a failure's body arrives rejects and frees the socket", async () => {
    const server = await serveByHand();
    const controller = new AbortController();
    const call = createFetch({ runtime })(server.url, { ...chat, signal: controller.signal });
    const { answer, closed } = await server.next();
    answer.writeHead(500, json).write('{"error":');
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
    await closed;
  });

  it("aborted during a wait rejects at once", async () => {
    simulator.play("down", [{ status: 500 }]);
    const controller = new AbortController();
    const sleep = async (_ms: number, signal?: AbortSignal) => {
      controller.abort(new Error("the user left"));
      signal?.throwIfAborted();
    };
    const call = createFetch({ runtime: { ...runtime, sleep } })(url, {
      ...scripted("down"),
      signal: controller.signal,
    });
    await expect(call).rejects.toThrow("the user left");
    expect(simulator.requests).toHaveLength(1);
  });

  it("aborted after the headers errors the body", async () => {
    const server = await serveByHand();
    const controller = new AbortController();
    const call = createFetch({ runtime })(server.url, { ...chat, signal: controller.signal });
    const { answer, closed } = await server.next();
    answer.writeHead(200, json).write('{"id":"chatcmpl-1",');
    const response = await call;
    controller.abort(new Error("the user left"));
    await expect(response.text()).rejects.toThrow("the user left");
    await closed;
  });

  it("of a Request is obeyed, unless init has null", async () => {
    const controller = new AbortController();
    controller.abort(new Error("the user left"));
    const request = new Request(url, { signal: controller.signal });
    const fetch = vi.fn(async () => new Response("sent"));
    await expect(createFetch({ fetch })(request)).rejects.toThrow("the user left");
    expect(await (await createFetch({ fetch })(request, { signal: null })).text()).toBe("sent");
  });
});

describe("a Request", () => {
  it("without a body is retried", async () => {
    simulator.play("fails-once", [{ status: 503 }, { ok: true }]);
    const request = new Request(`${simulator.baseUrl}/models`, scripted("fails-once", {}));
    const response = await createFetch({ runtime })(request);
    expect(response.status).toBe(200);
    expect(attemptsOf(response).map(({ method, endpoint }) => `${method} ${endpoint}`)).toEqual([
      "GET /v1/models",
      "GET /v1/models",
    ]);
  });

  it("with a body is retried with the whole body, and remains unread", async () => {
    const bodies: string[] = [];
    const served = await serve(async (request, response) => {
      bodies.push(`${await bytesOf(request)}`);
      response.writeHead(bodies.length < 3 ? 503 : 200).end();
    });
    const request = new Request(served.url, chat);
    const response = await createFetch({ runtime })(request);
    expect(response.status).toBe(200);
    expect(bodies).toEqual([chat.body, chat.body, chat.body]);
    expect(request.bodyUsed).toBe(false);
  });

  it("takes another body from init", async () => {
    simulator.play("fails-once", [{ status: 503 }, { ok: true }]);
    const body = '{"model":"gpt-5","messages":[{"role":"user","content":"Bye"}]}';
    const response = await createFetch({ runtime })(new Request(url, scripted("fails-once")), { body });
    expect(response.status).toBe(200);
    expect(simulator.requests.map((request) => request.body)).toEqual([body, body]);
    expect(attemptsOf(response)[0]?.model).toBe("gpt-5");
  });

  it("that was read already is refused in the same way as by fetch", async () => {
    const request = new Request(url, chat);
    await request.text();
    const refused = await fetch(request).catch((error: Error) => error.message);
    await expect(createFetch({ runtime })(request)).rejects.toThrow(new TypeError(`${refused}`));
    expect(simulator.requests).toHaveLength(0);
  });
});

it("calls a fetch that accepts no other this", async () => {
  function strict(this: unknown): Promise<Response> {
    if (this !== undefined && this !== globalThis) throw new TypeError("Illegal invocation");
    return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
  }
  const response = await createFetch({ fetch: strict })("http://127.0.0.1/");
  expect(response.status).toBe(200);
});

it("passed as init keeps its method, headers and body, even with a timeout", async () => {
  const seen: string[] = [];
  const inner = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    seen.push(`${request.method} ${request.headers.get("authorization")} ${await request.text()}`);
    return new Response("{}", { headers: { "content-type": "application/json" } });
  };
  const request = new Request("http://127.0.0.1/", {
    method: "POST",
    body: "hello",
    headers: { authorization: "Bearer x" },
  });
  await createFetch({ fetch: inner, timeout: 60_000 })("http://127.0.0.1/v1", request);
  expect(seen).toEqual(["POST Bearer x hello"]);
});
