import { brotliCompressSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { chat, completion, missingMessages, upstreamFailed } from "../test/requests.ts";
import { serve, serveByHand } from "../test/serve.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { streamOf } from "../test/stream-of.ts";
import { attemptsOf, createFetch, isCometError, verdictOf } from "./index.ts";

const page = "<!DOCTYPE html><html><head><title>CometAPI</title></head><body>Welcome</body></html>";
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };

let runtime = stillRuntime();
beforeEach(() => {
  runtime = stillRuntime();
});

const answering = (status: number, headers: Record<string, string>, body: string | Uint8Array = "") =>
  serve((_, response) => response.writeHead(status, headers).end(body));

/** Redirects every path to the origin, and records what arrived. */
async function redirecting(status: number) {
  const visited: string[] = [];
  const served = await serve((request, response) => {
    visited.push(`${request.method} ${request.url}`);
    response.writeHead(request.url === "/" ? 200 : status, { location: "/" }).end();
  });
  return { ...served, visited };
}

type Input = "init" | "request" | "both";

/** The arguments of `fetch`: a URL with an `init`, a `Request`, or a `Request` whose method the `init` sets. */
function argsOf(url: string, method: string, input: Input, body: string | null = null): Parameters<typeof fetch> {
  if (input === "request") return [new Request(url, { method, body })];
  return [input === "both" ? new Request(url) : url, { method, body }];
}

describe("a redirect of a POST", () => {
  it.each([301, 302, 303, 307, 308])(
    "%i is not followed, and ends as an error that says what to do",
    async (status) => {
      const visited: string[] = [];
      const served = await serve((request, response) => {
        visited.push(`${request.method} ${request.url}`);
        response
          .writeHead(status, { location: "https://www.cometapi.com/chat", "x-oneapi-request-id": "20260101-1" })
          .end();
      });
      const response = await createFetch({ runtime })(`${served.origin}/chat/completions`, chat);
      expect(response.status).toBe(404);
      expect(response.headers.get("x-comet-original-status")).toBe(`${status}`);
      expect(response.headers.get("x-should-retry")).toBe("false");
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(response.headers.get("x-request-id")).toBe("20260101-1");
      expect(await response.json()).toEqual({
        error: {
          message: expect.stringContaining("https://api.cometapi.com/v1"),
          type: "path",
          param: null,
          code: "path-redirect",
        },
        triage: expect.objectContaining({
          ruleId: "path-redirect",
          category: "path",
          retryable: false,
          originalStatus: status,
        }),
      });
      expect(verdictOf(response)).toMatchObject({ ruleId: "path-redirect", status });
      expect(attemptsOf(response)).toHaveLength(1);
      expect(visited).toEqual(["POST /chat/completions"]);
    },
  );

  it.each([
    [301, "post", "init"],
    [307, "POST", "init"],
    [302, "POST", "request"],
    [303, "POST", "both"],
  ] as const)("%i is not followed without a body either", async (status, method, input) => {
    const served = await redirecting(status);
    const response = await createFetch({ runtime })(...argsOf(`${served.origin}/v1/videos`, method, input));
    expect([response.status, verdictOf(response)?.ruleId]).toEqual([404, "path-redirect"]);
    expect(served.visited).toEqual(["POST /v1/videos"]);
  });

  it("on /v1/messages has Anthropic's envelope", async () => {
    const served = await answering(301, { location: "/" });
    const response = await createFetch({ runtime })(`${served.origin}/v1/messages`, chat);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      type: "error",
      error: { type: "path-redirect", message: expect.stringContaining("https://api.cometapi.com/v1") },
      request_id: null,
      triage: expect.objectContaining({ category: "path", originalStatus: 301 }),
    });
  });

  it("is followed if the caller asks for it", async () => {
    const served = await serve((request, response) => {
      if (request.url === "/v1/moved") response.writeHead(200, json).end(completion);
      else response.writeHead(308, { location: "/v1/moved" }).end();
    });
    const response = await createFetch({ runtime })(served.url, { ...chat, redirect: "follow" });
    expect(await response.text()).toBe(completion);
  });

  it("that a browser hides counts as one", async () => {
    const hidden = Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
      ok: { value: false },
    });
    const response = await createFetch({ runtime, fetch: async () => hidden })("https://api.cometapi.com/chat", chat);
    expect(response.status).toBe(404);
    expect(verdictOf(response)).toMatchObject({ ruleId: "path-redirect", category: "path" });
    expect(response.headers.get("x-comet-original-status")).toBe("0");
  });
});

describe("a redirect of another method", () => {
  it.each([
    [301, "DELETE", "init"],
    [302, "DELETE", "request"],
    [307, "DELETE", "init"],
    [308, "DELETE", "both"],
    [307, "OPTIONS", "init"],
  ] as const)("%i is followed by a %s without a body, which stays what it is", async (status, method, input) => {
    const served = await redirecting(status);
    const response = await createFetch({ runtime })(...argsOf(`${served.origin}/v1/videos`, method, input));
    expect([response.status, verdictOf(response)]).toEqual([200, undefined]);
    expect(served.visited).toEqual([`${method} /v1/videos`, `${method} /`]);
  });

  it.each(["init", "request"] as const)("is not followed with a body: %s", async (input) => {
    const served = await redirecting(307);
    const response = await createFetch({ runtime })(...argsOf(`${served.origin}/v1/videos`, "DELETE", input, "{}"));
    expect([response.status, verdictOf(response)?.ruleId]).toEqual([404, "path-redirect"]);
    expect(served.visited).toEqual(["DELETE /v1/videos"]);
  });
});

describe("a redirect of a GET", () => {
  it("is followed to media", async () => {
    const bytes = Uint8Array.from([0, 1, 2, 255]);
    const served = await serve((request, response) => {
      if (request.url === "/media") response.writeHead(200, { "content-type": "video/mp4" }).end(bytes);
      else response.writeHead(302, { location: "/media" }).end();
    });
    const response = await createFetch({ runtime })(`${served.origin}/v1/videos/1/content`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.redirected).toBe(true);
  });

  it("that ends at a web page is a path mistake", async () => {
    const served = await serve((request, response) => {
      if (request.url === "/") response.writeHead(200, html).end(page);
      else response.writeHead(301, { location: "/" }).end();
    });
    const response = await createFetch({ runtime })(`${served.origin}/models`);
    expect(response.status).toBe(404);
    expect(response.headers.get("x-comet-original-status")).toBe("200");
    expect(verdictOf(response)).toMatchObject({ ruleId: "path-html-page", category: "path", message: "CometAPI" });
  });
});

describe("a web page with 200", () => {
  it.each([
    ["as text/html", html, page],
    ["in capitals", { "content-type": "TEXT/HTML" }, page],
    ["as application/json", json, page],
    ["as text/plain", { "content-type": "text/plain" }, page],
    ["without a type", {}, page],
    ["as an event stream", { "content-type": "text/event-stream" }, page],
    ["behind a byte order mark", json, `\uFEFF${page}`],
    ["behind blanks and lines", html, `\r\n\t  \n${page}`],
    ["behind a mark and blanks", html, `\uFEFF \n${page}`],
  ])("%s is a path mistake", async (_, headers, body) => {
    const served = await answering(200, headers, body);
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("content-length")).toBeNull();
    expect(verdictOf(response)).toMatchObject({ ruleId: "path-html-page", category: "path", status: 200 });
    expect(((await response.json()) as { error: object }).error).toMatchObject({
      type: "path",
      code: "path-html-page",
    });
  });

  it("is thrown if throwOnError is set", async () => {
    const served = await answering(200, html, page);
    const call = createFetch({ runtime, throwOnError: true })(served.url, chat);
    const error = await call.catch((thrown: unknown) => thrown);
    expect(isCometError(error)).toBe(true);
    expect(error).toMatchObject({ status: 200, ruleId: "path-html-page", retryable: false });
  });

  it("frees its connection even if most of it was never read", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(200, html).write(page.padEnd(70_000));
    expect((await call).status).toBe(404);
    await closed;
  });
});

describe("an error envelope with 200", () => {
  it.each([
    ['{"error":{"message":"The server is overloaded","type":"server_error","code":"server_error"}}'],
    ['{"error":"The server is overloaded"}'],
    ['[{"error":{"code":503,"message":"The server is overloaded","status":"UNAVAILABLE"}}]'],
    ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'],
    ['{"error":{"type":"overloaded_error","message":"Overloaded"},"type":"error"}'],
    ['{"request_id":"req_0123456789","type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'],
    ['{"success":false,"message":"no"}'],
    ['{"message":"no","success":false}'],
    ['{"code":500,"message":"a \\"quoted\\" } thing","data":null,"error":{"message":"no"}}'],
    ['{"status":-1.5e3,"ok":false,"why":null,"done":true,"error":{"message":"no"}}'],
    [' \n { "error" : { "message" : "no" } } '],
    ['{"id":null,"error":{"message":"no"}}'],
    ['{"object":null,"task_id":null,"error":{"message":"no"}}'],
    ['{"Response":{"Error":{"Code":"FailedOperation","Message":"no"},"RequestId":"1"}}'],
  ])("%s is a failure, however it is cut into chunks", async (body) => {
    const served = await serve(async (_, response) => {
      response.writeHead(200, json);
      for (const byte of Buffer.from(body)) response.write(Uint8Array.of(byte));
      response.end();
    });
    const whole = await answering(200, json, body);
    for (const url of [served.url, whole.url]) {
      const response = await createFetch({ maxRetries: 0 })(url, chat);
      expect(response.ok).toBe(false);
      expect(response.headers.get("x-comet-original-status")).toBe("200");
      expect(response.headers.get("x-should-retry")).toBe("false");
      expect(verdictOf(response)?.status).toBe(200);
      expect(attemptsOf(response)[0]?.body).toBe(body);
    }
  });

  it("is retried if its message says that it may", async () => {
    let calls = 0;
    const served = await serve((_, response) => {
      response.writeHead(200, json).end(calls++ === 0 ? '{"error":{"code":429,"message":"Slow down"}}' : completion);
    });
    const response = await createFetch({ runtime })(served.url, chat);
    expect(await response.text()).toBe(completion);
    expect(attemptsOf(response).map(({ ruleId }) => ruleId)).toEqual(["rate-limited", undefined]);
  });

  it("keeps the gateway's code, type and message in the new response", async () => {
    const served = await answering(200, json, missingMessages);
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ type: "comet_api_error", code: "invalid_request", param: null });
    expect(error.message).toMatch(/^field messages is required \(request id: 20260101000000123456789abcDEF02\) · /);
    expect(response.headers.get("x-request-id")).toBe("20260101000000123456789abcDEF02");
  });
});

describe("a success passes byte for byte", () => {
  it.each([
    ["a failed job", '{"id":"video_1","object":"video","status":"failed","error":{"message":"blocked","code":"x"}}'],
    ["a failed task", '{"task_id":"t1","status":"failed","error":"blocked"}'],
    [
      "a failed response object",
      '{"id":"resp_1","object":"response","status":"failed","error":{"code":"server_error"}}',
    ],
    ["a Midjourney code", '{"code":24,"description":"banned word","properties":{"bannedWord":"x"}}'],
    ["an envelope whose error is null", '{"error":null,"id":"chatcmpl-1"}'],
    ["a list", '{"object":"list","data":[{"error":{"message":"inner"}}]}'],
    ["a nested error", '{"data":{"error":{"message":"inner"}},"error":{"message":"late"}}'],
    ["an array", '["error",{"error":1}]'],
    ["a string", '"error"'],
    ["a number", "42"],
    ["nothing but blanks", " \n\t "],
    ["no JSON at all", "{error: true}"],
    ["JSON that stops", '{"id":"chatcmpl-1","choi'],
    ["a byte order mark", '\uFEFF{"id":"chatcmpl-1"}'],
    ["two thousand blanks", `${" ".repeat(2000)}{"id":"x"}`],
    ["a first member without end", `{"a":"${"b".repeat(3000)}"}`],
  ])("%s", async (_, body) => {
    const served = await answering(200, json, body);
    const response = await createFetch({ runtime })(served.url, chat);
    expect(response.status).toBe(200);
    expect(verdictOf(response)).toBeUndefined();
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(body));
  });

  it("plain text", async () => {
    const served = await answering(200, { "content-type": "text/plain" }, "Hello, this is a transcript.");
    expect(await (await createFetch({ runtime })(served.url, chat)).text()).toBe("Hello, this is a transcript.");
  });

  it("204 and 205", async () => {
    for (const status of [204, 205]) {
      const served = await answering(status, {});
      const response = await createFetch({ runtime })(served.url, { method: "DELETE" });
      expect([response.status, response.body, await response.text()]).toEqual([status, null, ""]);
    }
  });

  it("304, which is an answer but not a redirect", async () => {
    const served = await answering(304, { etag: '"1"' });
    const response = await createFetch({ runtime })(`${served.origin}/v1/models`, {
      headers: { "if-none-match": '"1"' },
    });
    expect([response.status, response.headers.get("etag"), response.headers.has("x-should-retry")]).toEqual([
      304,
      '"1"',
      false,
    ]);
    expect(verdictOf(response)).toBeUndefined();
  });

  it("HEAD, whatever type it announces", async () => {
    const served = await answering(200, { ...html, "content-length": "1000" });
    const response = await createFetch({ runtime })(`${served.origin}/v1/models`, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([200, "1000", ""]);
  });

  it.each(["application/json", "text/html", "text/plain"])("an empty 200 as %s", async (type) => {
    const served = await answering(200, { "content-type": type });
    const response = await createFetch({ runtime })(served.url, chat);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("a chunked empty 200", async () => {
    const served = await serve((_, response) => {
      response.writeHead(200, json).flushHeaders();
      response.end();
    });
    const response = await createFetch({ runtime })(served.url, chat);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });
});

describe("a success is not held back", () => {
  it("its first chunk arrives before the server sends the second", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, json).write('{"id":"chatcmpl-1","choices":[');
    const reader = ((await call).body as ReadableStream<Uint8Array>).getReader();
    const read = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await read()).toBe('{"id":"chatcmpl-1","choices":[');
    answer.write('{"index":0}');
    expect(await read()).toBe('{"index":0}');
    answer.end("]}");
    expect(await read()).toBe("]}");
    expect((await reader.read()).done).toBe(true);
  });

  it("however few characters its first kilobyte contains", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer } = await server.next();
    const start = `{"text":"${"你".repeat(500)}`;
    answer.writeHead(200, json).write(start);
    const response = await call;
    answer.end('"}');
    expect(await response.text()).toBe(`${start}"}`);
  });

  it("canceling it reaches the server", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(200, json).write('{"id":"chatcmpl-1",');
    await (await call).body?.cancel("enough");
    await closed;
  });

  it("breaking it in the middle errors its reader", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, json).write('{"id":"chatcmpl-1",');
    const response = await call;
    answer.destroy();
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("breaking it before it was judged leads to a retry", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const first = await server.next();
    first.answer.writeHead(200, json).flushHeaders();
    first.answer.write('{"message":"h', () => first.answer.destroy());
    (await server.next()).answer.writeHead(200, json).end(completion);
    const response = await call;
    expect(await response.text()).toBe(completion);
    expect(attemptsOf(response).map(({ ruleId }) => ruleId)).toEqual(["connection-reset", undefined]);
  });
});

describe("a compressed body", () => {
  const long = `{"id":"chatcmpl-1","object":"chat.completion","text":"${"words ".repeat(20_000)}"}`;

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("in %s is passed on in full", async (encoding, compress) => {
    for (const body of [completion, long]) {
      const served = await answering(200, { ...json, "content-encoding": encoding }, compress(body));
      expect(await (await createFetch({ runtime })(served.url, chat)).text()).toBe(body);
    }
  });

  it("whose first part is as long as its compressed size is not taken for the whole", async () => {
    const parts = ['{"id":"1",', '"ok":true}'].map((part) => Buffer.from(part));
    const headers = { ...json, "content-encoding": "gzip", "content-length": "10" };
    const fetch = async () => new Response(streamOf(parts), { headers });
    const response = await createFetch({ fetch })("https://api.cometapi.com/v1/chat/completions", chat);
    expect(await response.text()).toBe('{"id":"1","ok":true}');
  });

  it("is judged when it is a failure", async () => {
    const served = await answering(500, { ...json, "content-encoding": "gzip" }, gzipSync(missingMessages));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(verdictOf(response)).toMatchObject({ ruleId: "invalid-request-as-500", code: "invalid_request" });
    expect(await response.text()).toBe(missingMessages);
  });

  it("is judged when it is a page in disguise, and loses its encoding", async () => {
    const served = await answering(200, { ...html, "content-encoding": "gzip" }, gzipSync(page));
    const response = await createFetch({ runtime })(served.url, chat);
    expect(verdictOf(response)?.ruleId).toBe("path-html-page");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(await response.json()).toHaveProperty("error.code", "path-html-page");
  });
});

describe("media", () => {
  it.each(["audio/mpeg", "application/octet-stream", "image/png", "video/mp4", "multipart/form-data; boundary=x"])(
    "as %s is never looked at",
    async (type) => {
      const bare = new Response(page, { headers: { "content-type": type } });
      const response = await createFetch({ fetch: async () => bare })("https://api.cometapi.com/v1/audio/speech", chat);
      expect(response).toBe(bare);
      expect(response.bodyUsed).toBe(false);
    },
  );
});

describe("inspect: false", () => {
  const triaged = (bare: Response) =>
    createFetch({ runtime, inspect: false, maxRetries: 1, fetch: async () => bare })(
      "https://api.cometapi.com/v1",
      chat,
    );

  it.each(["text/html", "application/json", "text/event-stream"])("passes a 200 as %s on unchanged", async (type) => {
    const bare = new Response(page, { headers: { "content-type": type } });
    expect(await triaged(bare)).toBe(bare);
  });

  it("judges by the status alone, and keeps the body", async () => {
    const response = await triaged(new Response(upstreamFailed, { status: 400 }));
    expect(verdictOf(response)?.ruleId).toBe("bad-request");
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(await response.text()).toBe(upstreamFailed);
  });

  it("still names a redirect", async () => {
    const response = await triaged(new Response(null, { status: 301, headers: { location: "/" } }));
    expect([response.status, verdictOf(response)?.ruleId]).toEqual([404, "path-redirect"]);
  });

  it("frees the connections of failures that it retries", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime, inspect: false })(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(500).write("never read");
    await closed;
    (await server.next()).answer.end("done");
    expect(await (await call).text()).toBe("done");
  });
});

it("passes a redirect on unchanged to a caller who asked for that", async () => {
  const fetch = createFetch({ fetch: async () => new Response(null, { status: 302, headers: { location: "/file" } }) });
  const response = await fetch("http://127.0.0.1/v1/videos/1/content", { redirect: "manual" });
  expect(response.status).toBe(302);
  expect(response.headers.get("location")).toBe("/file");
  expect(verdictOf(response)).toBeUndefined();
});
