import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  done,
  finish,
  messageStart,
  messageStop,
  messageText,
  opening,
  overloadedError,
  text,
} from "../test/events.ts";
import { patience } from "../test/patience.ts";
import { chat, scripted } from "../test/requests.ts";
import { serveByHand } from "../test/serve.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { streamOf } from "../test/stream-of.ts";
import { attemptsOf, createFetch, isCometError, verdictOf } from "./index.ts";

const simulator = await startSimulator();
const url = `${simulator.baseUrl}/chat/completions`;
const messagesUrl = `${simulator.baseUrl}/messages`;
const sse = { "content-type": "text/event-stream; charset=utf-8" };
const errorData = `data: ${JSON.stringify(overloadedError)}\n\n`;

let runtime = stillRuntime();
beforeEach(() => {
  runtime = stillRuntime();
});
afterEach(() => simulator.reset());
afterAll(() => simulator.close());

/** The response that a stream of these chunks becomes. */
async function passed(chunks: readonly string[], options: Parameters<typeof createFetch>[0] = {}, to = url) {
  simulator.play("stream", [{ chunks }]);
  const response = await createFetch({ runtime, maxRetries: 0, ...options })(to, scripted("stream"));
  return { response, body: `${Buffer.from(await response.arrayBuffer())}` };
}

/** Reads a body chunk by chunk, as text. */
function chunksOf(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  return {
    next: async () => Buffer.from((await reader.read()).value ?? []).toString(),
    cancel: (reason?: unknown) => reader.cancel(reason),
  };
}

describe("a good stream", () => {
  it.each([
    ["of chat completions", url, [opening, text("Hel"), text("lo"), finish, done]],
    ["of messages", messagesUrl, [messageStart, messageText("Hello"), messageStop]],
    [
      "of the Responses API",
      `${simulator.baseUrl}/responses`,
      [
        'event: response.created\ndata: {"type":"response.created","response":{"id":"resp_1","error":null}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"Hello"}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","response":{"error":null}}\n\n',
      ],
    ],
    ["of Gemini", url, ['data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}\n\n']],
    [
      "with comments",
      url,
      [": OPENROUTER PROCESSING\n\n", opening, ": still here\n\n", text("Hi"), finish, done, ": bye\n\n"],
    ],
    ["with CRLF", url, [opening, text("Hi"), finish, done].map((event) => event.replaceAll("\n", "\r\n"))],
    ["with CR", url, [opening, text("Hi"), finish, done].map((event) => event.replaceAll("\n", "\r"))],
    ["that says nothing but that it is done", url, [done]],
    ["whose usage comes last", url, [text("Hi"), finish, 'data: {"choices":[],"usage":{"total_tokens":9}}\n\n', done]],
    ["that begins with a byte order mark", url, [`\uFEFF${opening}`, text("Hi"), finish, done]],
    ["without a blank line at its end", url, [text("Hi"), finish.trimEnd()]],
  ])("%s passes byte for byte", async (_, to, chunks) => {
    const { response, body } = await passed(chunks, {}, to);
    expect(response.status).toBe(200);
    expect(response.url).toBe(to);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(body).toBe(chunks.join(""));
    expect(verdictOf(response)).toBeUndefined();
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it("passes byte for byte, however it is split into chunks", async () => {
    const bytes = Buffer.from([opening, text("你好 🌍"), ": ping\n\n", finish, done].join(""));
    for (let offset = 1; offset < bytes.length; offset += 1) {
      const parts = [bytes.subarray(0, offset), bytes.subarray(offset)];
      const fetch = async () => new Response(streamOf(parts), { headers: sse });
      const response = await createFetch({ fetch })(url, chat);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
      expect(verdictOf(response)).toBeUndefined();
    }
  });

  it("is held back until its first content", async () => {
    const server = await serveByHand();
    const seen: string[] = [];
    const call = createFetch({ runtime })(server.url, chat).then((response) => {
      seen.push("response");
      return response;
    });
    const first = await server.next();
    first.answer.writeHead(200, sse).write(opening, () => {
      seen.push("preamble sent");
      first.answer.end(errorData);
    });
    const second = await server.next();
    seen.push("sent again");
    second.answer.writeHead(200, sse).end([opening, text("Hi"), finish, done].join(""));
    expect(await (await call).text()).toBe([opening, text("Hi"), finish, done].join(""));
    expect(seen).toEqual(["preamble sent", "sent again", "response"]);
  });

  it("is passed on event by event once its content has begun", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, sse).write(`${opening}${text("0")}`);
    const reader = chunksOf(await call);
    expect(await reader.next()).toBe(`${opening}${text("0")}`);
    for (const event of [text("1"), text("2"), ": ping\n\n", finish, done]) {
      answer.write(event);
      expect(await reader.next()).toBe(event);
    }
    answer.end();
    expect(await reader.next()).toBe("");
  });

  it("with an endless preamble is passed on after 64 KiB", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime })(server.url, chat);
    const { answer } = await server.next();
    answer.writeHead(200, sse).write(": still here\n\n".repeat(5000));
    const response = await call;
    answer.end();
    expect(await response.text()).toBe(": still here\n\n".repeat(5000));
  });
});

describe("an error before any content", () => {
  it.each([
    ["in data", [errorData], url],
    ["after announcements", [opening, errorData], url],
    ["in the same chunk as its end", [`${errorData}${done}`], url],
    ["after a comment", [": hello\n\n", errorData, done], url],
    ["with CRLF", [errorData.replaceAll("\n", "\r\n")], url],
    ["as raw JSON", [`${JSON.stringify(overloadedError)}\n`], url],
    ["as raw JSON without a line end", [JSON.stringify(overloadedError)], url],
    [
      "as Anthropic's event",
      ['event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'],
      messagesUrl,
    ],
    [
      "after Anthropic's announcements",
      [messageStart, 'data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'],
      messagesUrl,
    ],
    [
      "as response.failed",
      ['data: {"type":"response.failed","response":{"error":{"code":"server_error","message":"overloaded"}}}\n\n'],
      `${simulator.baseUrl}/responses`,
    ],
    ["as a clean end", [opening], url],
    ["as an end without a byte of content", [": hello\n\n"], url],
    ["as an end in the middle of the first event", [text("Hi").slice(0, 30)], url],
    ["as an end in the middle of the first event with content", [opening, text("Hi").slice(0, 60)], url],
    ["as an end in front of the first event's data", [opening, "data:"], url],
    ["as an end in the middle of an error", [errorData.slice(0, -8)], url],
    ["after an event without data", ["data:\n\n", errorData], url],
  ])("%s is retried", async (_, chunks, to) => {
    const good = [text("Hi"), finish, done];
    simulator.play("error-first", [{ chunks }, { chunks: good }]);
    const response = await createFetch({ runtime })(to, scripted("error-first"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(good.join(""));
    expect(attemptsOf(response)).toHaveLength(2);
    expect(verdictOf(response)).toBeUndefined();
    expect(runtime.waits).toEqual([500]);
  });

  it("without a single byte counts as a stream that was cut", async () => {
    const fetch = async () => new Response(streamOf([]), { headers: sse });
    const response = await createFetch({ runtime, fetch, maxRetries: 1 })(url, chat);
    expect(attemptsOf(response).map(({ ruleId }) => ruleId)).toEqual(["stream-cut", "stream-cut"]);
    expect(response.ok).toBe(false);
  });

  it("is not retried if its message says that it is no use", async () => {
    const data =
      'data: {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}\n\n';
    simulator.play("quota", [{ chunks: [data] }]);
    const response = await createFetch({ runtime })(url, scripted("quota"));
    expect(response.ok).toBe(false);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-comet-original-status")).toBe("200");
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect(verdictOf(response)).toMatchObject({ category: "quota", code: "insufficient_quota", status: 200 });
    expect(await response.json()).toMatchObject({ error: { type: "insufficient_quota", code: "insufficient_quota" } });
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it("that persists ends as a response with its body", async () => {
    const { response, body } = await passed([errorData]);
    expect(response.status).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ error: { type: "server_error", code: "server_error", param: null } });
  });

  it("on /v1/messages ends in Anthropic's envelope", async () => {
    const chunks = [
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    ];
    const { response, body } = await passed(chunks, {}, messagesUrl);
    expect(response.ok).toBe(false);
    expect(JSON.parse(body)).toMatchObject({ type: "error", error: { type: "overloaded_error" } });
  });

  it("is thrown if throwOnError is set", async () => {
    const error = await passed([errorData], { throwOnError: true }).catch((thrown: unknown) => thrown);
    expect(isCometError(error)).toBe(true);
    expect(error).toMatchObject({ code: "server_error", status: 200 });
  });

  it("frees its connection even if the stream goes on", async () => {
    const server = await serveByHand();
    const call = createFetch({ runtime, maxRetries: 0 })(server.url, chat);
    const { answer, closed } = await server.next();
    answer.writeHead(200, sse).write(errorData);
    expect((await call).ok).toBe(false);
    await closed;
  });

  it("as a broken connection is retried", async () => {
    const good = [text("Hi"), finish, done];
    simulator.play("reset-first", [{ chunks: [opening], end: "reset" }, { chunks: good }]);
    const response = await createFetch({ runtime })(url, scripted("reset-first"));
    expect(await response.text()).toBe(good.join(""));
    expect(attemptsOf(response).map(({ ruleId }) => ruleId)).toEqual(["connection-reset", undefined]);
    expect(attemptsOf(response)[0]).toMatchObject({ status: 200, requestId: simulator.requests[0]?.requestId });
  });
});

describe("an error after content", () => {
  it("passes unchanged, is not retried, and verdictOf knows it at the end", async () => {
    const chunks = [opening, text("Hi"), errorData, done];
    simulator.play("midway", [{ chunks }]);
    const response = await createFetch({ runtime })(url, scripted("midway"));
    expect(verdictOf(response)).toBeUndefined();
    expect(await response.text()).toBe(chunks.join(""));
    expect(verdictOf(response)).toMatchObject({ code: "server_error", status: 200 });
    expect(attemptsOf(response)).toHaveLength(1);
    expect(simulator.requests).toHaveLength(1);
  });

  it("in the same chunk as the content passes, too", async () => {
    const { response, body } = await passed([`${text("Hi")}${errorData}`]);
    expect(body).toBe(`${text("Hi")}${errorData}`);
    expect(verdictOf(response)?.code).toBe("server_error");
  });

  it("in Anthropic's dialect passes", async () => {
    const error = 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const { response, body } = await passed([messageStart, messageText("Hi"), error], {}, messagesUrl);
    expect(body).toBe(`${messageStart}${messageText("Hi")}${error}`);
    expect(verdictOf(response)).toMatchObject({ type: "overloaded_error", category: "overloaded" });
  });
});

describe("an error that Anthropic's clients do not see, since its event has no name", () => {
  const told = 'event: error\ndata: {"type":"error","error":{"type":"server_error","message":"';
  const raw = JSON.stringify(overloadedError);

  it.each([
    ["in data", errorData],
    ["as raw JSON", `${raw}\n`],
  ])("%s is repeated at the end, in their dialect", async (_, error) => {
    const { response, body } = await passed([messageStart, messageText("Hi"), error], {}, messagesUrl);
    expect(body.startsWith(`${messageStart}${messageText("Hi")}${errorData}`)).toBe(true);
    expect(body.split(told)).toHaveLength(2);
    expect(body.endsWith("\n\n")).toBe(true);
    expect(verdictOf(response)).toMatchObject({ code: "server_error" });
  });

  it("is left unchanged after the end of the answer, which is complete", async () => {
    const { body } = await passed([messageStart, messageText("Hi"), messageStop, errorData], {}, messagesUrl);
    expect(body.endsWith(`${messageStop}${errorData}`)).toBe(true);
  });

  it("is left unchanged if cutStreams says so, and for OpenAI's clients", async () => {
    const { body } = await passed([messageStart, messageText("Hi"), errorData], { cutStreams: "pass" }, messagesUrl);
    expect(body).not.toContain(told);
    expect((await passed([text("Hi"), errorData])).body).toBe(`${text("Hi")}${errorData}`);
  });
});

describe("raw JSON in the place of an event", () => {
  const openAi = '{"error":{"message":"Überlastet","type":"server_error","param":null,"code":"server_error"}}';
  const anthropic = '{"type":"error","error":{"type":"overloaded_error","message":"Überlastet"}}';

  it.each([
    ["OpenAI's form", url, text("Hi"), openAi, `data: ${openAi}\n\n`],
    ["Anthropic's form", messagesUrl, messageText("Hi"), anthropic, `event: error\ndata: ${anthropic}\n\n`],
  ])("becomes an event: %s", async (_, to, content, raw, event) => {
    for (const end of ["", "\n", "\r\n", "\n\n"]) {
      const { response, body } = await passed([content, `${raw}${end}`], {}, to);
      expect(body.trimEnd()).toBe(`${content}${event}`.trimEnd());
      expect(body.endsWith("\n\n")).toBe(true);
      expect(verdictOf(response)?.message).toBe("Überlastet");
    }
  });

  it.each([
    ["OpenAI's form", openAi, `data: ${openAi}\n\n`],
    ["Anthropic's form", anthropic, `event: error\ndata: ${anthropic}\n\n`],
  ])("becomes an event wherever it is cut into chunks: %s", async (_, raw, event) => {
    const bytes = Buffer.from(`${text("Hi")}${raw}\n`);
    for (let offset = 1; offset < bytes.length; offset += 1) {
      const parts = [bytes.subarray(0, offset), bytes.subarray(offset)];
      const fetch = async () => new Response(streamOf(parts), { headers: sse });
      const response = await createFetch({ fetch })(url, chat);
      expect(await response.text()).toBe(`${text("Hi")}${event}`);
      expect(verdictOf(response)?.message).toBe("Überlastet");
    }
  });

  it.each(['{"ok":true}', '{"error":null}', "{not json}", '{"id":"x"'])("%s is left unchanged", async (line) => {
    const chunks = [text("Hi"), `${line}\n`, finish, done];
    expect((await passed(chunks)).body).toBe(chunks.join(""));
  });
});

describe("a stream that is cut", () => {
  const reported = (body: string): unknown => JSON.parse(/\n\ndata: (\{"error".*)\n\n$/.exec(body)?.[1] ?? "null");

  it("after content ends with an error event", async () => {
    const { response, body } = await passed([opening, text("Hi")]);
    expect(body.startsWith(`${opening}${text("Hi")}`)).toBe(true);
    expect(reported(body)).toEqual({
      error: { message: expect.stringMatching(/\S/), type: "network", param: null, code: "stream-cut" },
      triage: expect.objectContaining({ ruleId: "stream-cut", originalStatus: 200 }),
    });
    expect(verdictOf(response)).toMatchObject({ ruleId: "stream-cut", category: "network", outcome: "unknown" });
  });

  it("has no content-length from the server, as the error event exceeds it", async () => {
    simulator.play("measured", [
      { headers: { ...sse, "content-length": String(text("par").length) }, body: text("par") },
    ]);
    const response = await createFetch({ runtime, maxRetries: 0 })(url, scripted("measured"));
    expect(response.headers.has("content-length")).toBe(false);
    expect(await response.text()).toContain('"code":"stream-cut"');
  });

  it("on /v1/messages ends with Anthropic's error event", async () => {
    const { body } = await passed([messageStart, messageText("Hi")], {}, messagesUrl);
    const event = /\n\nevent: error\ndata: (.*)\n\n$/.exec(body)?.[1] ?? "null";
    expect(JSON.parse(event)).toMatchObject({ type: "error", error: { type: "stream-cut" } });
  });

  it("in the middle of a line loses that line, so that the error event is complete", async () => {
    const { body } = await passed([text("Hi"), 'data: {"choices":[{"delta":{"cont']);
    expect(body).not.toContain("cont\n");
    expect(body.startsWith(`${text("Hi")}\ndata: {"error"`)).toBe(true);
  });

  it("between a line and its blank line ends with an error event of its own", async () => {
    const { body } = await passed([text("Hi"), "event: ping\n"]);
    expect(reported(body.replace("event: ping\n", "\n"))).toHaveProperty("error.code", "stream-cut");
  });

  it("is passed on unchanged if the option says so", async () => {
    const chunks = [text("Hi"), 'data: {"choices":[{"delta":{"cont'];
    const { response, body } = await passed(chunks, { cutStreams: "pass" });
    expect(body).toBe(chunks.join(""));
    expect(verdictOf(response)?.ruleId).toBe("stream-cut");
  });

  it.each([
    ["of words", ["data: Hello\n\n", "data: world\n\n"]],
    ["of other JSON", ['data: {"word":"Hello"}\n\n', 'data: {"word":"world"}\n\n']],
    ["of numbers", ["data: 1\n\n", "data: 2\n\n"]],
  ])("%s, which nobody knows, is never reported", async (_, chunks) => {
    const { response, body } = await passed(chunks);
    expect(body).toBe(chunks.join(""));
    expect(verdictOf(response)).toBeUndefined();
  });

  it("does not hide the error that the stream contained before", async () => {
    simulator.play("told", [{ chunks: [opening, text("Hi"), errorData], end: "reset" }]);
    const response = await createFetch({ runtime })(url, scripted("told"));
    expect(await response.text()).toBe(`${opening}${text("Hi")}${errorData}`);
    expect(verdictOf(response)).toMatchObject({ code: "server_error" });
  });

  it("by a broken connection ends with an error event", async () => {
    simulator.play("reset", [{ chunks: [opening, text("Hi")], end: "reset" }]);
    const response = await createFetch({ runtime })(url, scripted("reset"));
    const body = await response.text();
    expect(body.startsWith(`${opening}${text("Hi")}`)).toBe(true);
    expect(reported(body)).toMatchObject({ error: { type: "network", code: "connection-reset" } });
    expect(verdictOf(response)).toMatchObject({ ruleId: "connection-reset", outcome: "unknown" });
    expect(attemptsOf(response)).toHaveLength(1);
  });

  it.each([
    ["when asked for", [text("Hi")], { cutStreams: "pass" } as const],
    ["when nobody knows its dialect", ['data: {"word":"Hello"}\n\n'], {}],
    ["when it has said everything", [text("Hi"), finish], {}],
  ])("by a broken connection errors its reader %s", async (_, chunks, options) => {
    simulator.play("reset", [{ chunks, end: "reset" }]);
    const response = await createFetch({ runtime, ...options })(url, scripted("reset"));
    const decoder = new TextDecoder();
    let body = "";
    const read = async () => {
      for await (const bytes of response.body ?? []) body += decoder.decode(bytes, { stream: true });
    };
    await expect(read()).rejects.toThrow("terminated");
    expect(body).toBe(chunks.join(""));
    expect(verdictOf(response)?.ruleId).toBe("connection-reset");
  });

  it("whose events grow too long to watch is left unchanged", async () => {
    const chunks = [text("Hi"), `data: ${"a".repeat(1_500_000)}`, "\n\n", "data: more\n\n"];
    const { response, body } = await passed(chunks);
    expect(body).toBe(chunks.join(""));
    expect(verdictOf(response)).toBeUndefined();
  });
});

describe("the caller", () => {
  it.each([undefined, new Error("the user left"), "a word"])(
    "who aborts with %s gets that as the reader's error",
    async (given) => {
      simulator.play("hanging", [{ chunks: [opening, text("Hi")], end: "hang" }]);
      const controller = new AbortController();
      const init = { ...scripted("hanging"), signal: controller.signal };
      const response = await createFetch({ runtime })(url, init);
      const reader = chunksOf(response);
      let body = "";
      while (body.length < `${opening}${text("Hi")}`.length) body += await reader.next();
      expect(body).toBe(`${opening}${text("Hi")}`);
      const rest = reader.next();
      controller.abort(given);
      await expect(rest).rejects.toBe(controller.signal.reason);
      await vi.waitFor(() => expect(simulator.active).toBe(0), patience);
      expect(simulator.aborted).toBe(1);
    },
  );

  it("who aborts a call with a timeout gets the reason, too", async () => {
    const server = await serveByHand();
    const controller = new AbortController();
    const held = { ...runtime, sleep: () => new Promise<void>(() => {}) };
    const triaged = createFetch({ runtime: held, timeout: 1000, totalTimeout: 5000 });
    const call = triaged(server.url, { ...chat, signal: controller.signal });
    const { answer, closed } = await server.next();
    answer.writeHead(200, sse).write(text("Hi"));
    const reader = chunksOf(await call);
    await reader.next();
    const rest = reader.next();
    controller.abort(new Error("the user left"));
    await expect(rest).rejects.toThrow("the user left");
    await closed;
  });

  it("who cancels the body frees the connection, with or without a pending read", async () => {
    for (const isReading of [false, true]) {
      const server = await serveByHand();
      const call = createFetch({ runtime })(server.url, chat);
      const { answer, closed } = await server.next();
      answer.writeHead(200, sse).write(text("Hi"));
      const response = await call;
      const reader = chunksOf(response);
      await reader.next();
      const rest = isReading ? reader.next() : "";
      await reader.cancel("enough");
      await closed;
      expect(await rest).toBe("");
      expect(verdictOf(response)).toBeUndefined();
    }
  });

  it("who never reads leaves nothing behind once the body is canceled", async () => {
    simulator.play("hanging", [{ chunks: [text("Hi")], end: "hang" }]);
    const response = await createFetch({ runtime })(url, scripted("hanging"));
    await response.body?.cancel();
    await vi.waitFor(() => expect(simulator.active).toBe(0), patience);
  });
});

describe("a stream's content type", () => {
  it("for a plain answer leaves the answer unchanged", async () => {
    const answer = '{"id":"chatcmpl-1","object":"chat.completion","choices":[]}';
    const { response, body } = await passed([answer]);
    expect([response.status, body]).toEqual([200, answer]);
    expect(verdictOf(response)).toBeUndefined();
  });

  it("for an indented answer, too, which comes in pieces", async () => {
    const answer = '{\n  "id": "chatcmpl-1",\n  "choices": []\n}\n';
    const { body } = await passed([answer.slice(0, 9), answer.slice(9)]);
    expect(body).toBe(answer);
  });

  it("for an error gives an error", async () => {
    const { response } = await passed([JSON.stringify(overloadedError)]);
    expect(verdictOf(response)).toMatchObject({ category: "overloaded" });
  });
});

it("a reader who stops while more is arriving gets no cut", async () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  simulator.play("stream", [{ chunks: [`${opening}${text("Hello")}`], end: "hang" }]);
  const response = await createFetch({ runtime })(url, scripted("stream"));
  const reader = response.body?.getReader();
  await reader?.read();
  const pending = reader?.read();
  await turn();
  await reader?.cancel();
  await pending;
  await turn();
  expect(verdictOf(response)).toBeUndefined();
});
