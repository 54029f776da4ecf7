import { describe, expect, it } from "vitest";
import type { Envelope } from "./envelope.ts";
import { readEnvelope } from "./read-envelope.ts";

/** An envelope with only these fields. */
const saying = (fields: Partial<Envelope>): Envelope => ({
  kind: "json",
  code: "",
  type: "",
  param: "",
  message: "",
  requestId: "",
  tail: undefined,
  status: undefined,
  upstream: undefined,
  retryAfter: "",
  isError: false,
  isCut: false,
  ...fields,
});

describe("readEnvelope reads", () => {
  it("every field of the usual envelope", () => {
    const error = { message: "m", type: "t", param: "p", code: "c" };
    const expected = saying({ message: "m", type: "t", param: "p", code: "c", requestId: "r", isError: true });
    expect(readEnvelope({ error, request_id: "r" })).toEqual(expected);
    expect(readEnvelope(JSON.stringify({ error, request_id: "r" }))).toEqual(expected);
    expect(readEnvelope(JSON.stringify({ error, request_id: "r" }, null, "\t"))).toEqual(expected);
    expect(readEnvelope(`\uFEFF \n${JSON.stringify({ error, request_id: "r" })}`)).toEqual(expected);
    expect(readEnvelope(new TextEncoder().encode(JSON.stringify({ error, request_id: "r" })))).toEqual(expected);
    expect(readEnvelope(new TextEncoder().encode(JSON.stringify({ error, request_id: "r" })).buffer)).toEqual(expected);
    expect(readEnvelope(JSON.stringify(JSON.stringify({ error, request_id: "r" })))).toEqual(expected);
  });

  it("a message with its line ends, whitespace and punctuation", () => {
    expect(readEnvelope({ error: { message: " a\n\tb  \u0000 " } }).message).toBe(" a\n\tb  \u0000 ");
  });

  it("a status that the body names", () => {
    expect(readEnvelope({ error: { code: 429, message: "m" } }).status).toBe(429);
    expect(readEnvelope({ error: { code: "503", message: "m" } }).status).toBe(503);
    expect(readEnvelope({ status: 502, message: "m" }).status).toBe(502);
    expect(readEnvelope({ error: { code: 200, message: "m" } }).status).toBeUndefined();
    expect(readEnvelope({ error: { code: 1102, message: "m" } }).status).toBeUndefined();
    expect(readEnvelope({ error: { code: "none", message: "m" } }).status).toBeUndefined();
  });

  it("nested events, a few levels deep", () => {
    expect(readEnvelope(`data: data: {"error":{"message":"m"}}`)).toMatchObject({ kind: "stream", message: "m" });
    const events = (depth: number) => readEnvelope(`${"data: ".repeat(depth)}{"error":{"message":"m"}}`).message;
    expect([events(3), events(4)]).toEqual(["m", ""]);
    const inStrings = JSON.stringify(JSON.stringify(JSON.stringify('event: error\ndata: {"message":"m"}')));
    expect(readEnvelope(inStrings)).toMatchObject({ kind: "stream", isError: true });
    expect(readEnvelope(`${"data: ".repeat(40_000)}error`)).toEqual(saying({ kind: "stream", isCut: true }));
  });

  it("the type, unless there is a number beside a status", () => {
    expect(readEnvelope({ error: { code: 429, status: "RESOURCE_EXHAUSTED", type: "t" } }).type).toBe(
      "RESOURCE_EXHAUSTED",
    );
    expect(readEnvelope({ error: { code: "c", status: "failed", type: "t" } }).type).toBe("t");
    expect(readEnvelope({ error: { code: 429, status: 429, type: "t" } }).type).toBe("t");
  });

  it("the element of a list that has an error, else the first", () => {
    expect(readEnvelope([null, { a: 1 }, { error: { message: "m" } }]).message).toBe("m");
    expect(readEnvelope([{ message: "first" }, { message: "second" }]).message).toBe("first");
    expect(readEnvelope([null]).kind).toBe("json");
  });

  it("Google's details, with a wait or without", () => {
    const error = (details: unknown[]) => readEnvelope({ error: { message: "m", details } });
    expect(error([null, { reason: "r" }, { retryDelay: "32s" }])).toMatchObject({ message: "m", retryAfter: "32s" });
    expect(error([{ reason: "r" }])).toMatchObject({ message: "m", retryAfter: "" });
  });

  it("no outer type that only says error", () => {
    expect(readEnvelope({ type: "error", code: "c", message: "m" })).toEqual(
      saying({ code: "c", message: "m", isError: true }),
    );
  });

  it.each([
    ["an empty text", "", "empty"],
    ["blanks", " \r\n\t", "empty"],
    ["JSON", '{"a":1}', "json"],
    ["a JSON array", "[1]", "json"],
    ["a JSON string", '"x"', "text"],
    ["broken JSON", "{oops", "json"],
    ["a page", "<!DOCTYPE html><p>", "html"],
    ["text", "error code: 1015", "text"],
    ["events", "data: {}\n\n", "stream"],
    ["a comment of a stream", ": PING\n\n", "stream"],
    ["a named event", "event: ping\ndata: {}\n\n", "stream"],
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    ["a number", 7, "json"],
    ["a list", [], "json"],
  ])("%s as %s", (_, body, kind) => {
    expect(readEnvelope(body).kind).toBe(kind);
  });

  it("a page's title", () => {
    expect(readEnvelope("<html><head><title>\n  413 Too Large </title></head>").message).toBe("413 Too Large");
    expect(readEnvelope("<p>no title</p>").message).toBe("");
    expect(readEnvelope(`<title>${"x".repeat(5000)}</title>`).message).toBe("x".repeat(512));
  });

  it("code, message and id in the XML of object storage", () => {
    const fields = "<Code>NoSuchKey</Code><Message>\n  No such key. </Message><RequestId>r</RequestId>";
    const expected = saying({ kind: "text", code: "NoSuchKey", message: "No such key.", requestId: "r" });
    expect(readEnvelope(`<Error>${fields}</Error>`)).toEqual(expected);
    expect(readEnvelope(`<?xml version="1.0" encoding="UTF-8"?>\n\n<Error>${fields}</Error>`)).toEqual(expected);
    expect(readEnvelope(`<html><Error>${fields}</Error></html>`)).toEqual(saying({ kind: "html" }));
    expect(readEnvelope("<Error><Code>Busy</Code></Error>")).toEqual(saying({ kind: "text", code: "Busy" }));
  });

  it("the first 2 KB of a plain text", () => {
    expect(readEnvelope("error code: 1015\n")).toEqual(saying({ kind: "text", message: "error code: 1015" }));
    expect(readEnvelope("x".repeat(5000)).message).toBe("x".repeat(2048));
  });
});

describe("readEnvelope says that the body is an error if", () => {
  it.each([
    ["it has an error object", { error: { message: "m" } }, true],
    ["it has an error text", { error: "m" }, true],
    ["its response has an error", { response: { error: { message: "m" } } }, true],
    ["it says success: false", { success: false, message: "m" }, true],
    ["its type is error", { type: "error", message: "m" }, true],
    ["its error is null", { id: "x", error: null }, false],
    ["its error is empty", { id: "x", error: "" }, false],
    ["it only has a message", { message: "m" }, false],
    ["it is an answer", { choices: [] }, false],
  ])("%s", (_, body, expected) => {
    expect(readEnvelope(body).isError).toBe(expected);
    expect(readEnvelope(JSON.stringify(body)).isError).toBe(expected);
  });
});

describe("readEnvelope reads a stream", () => {
  const chunk = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';

  it("and finds the error among the chunks", () => {
    expect(readEnvelope(`${chunk}data: {"error":{"message":"m","code":"c"}}\n\n`)).toEqual(
      saying({ kind: "stream", message: "m", code: "c", isError: true }),
    );
  });

  it("and joins the lines of one event", () => {
    expect(readEnvelope('data: {"error":\ndata: {"message":"m"}}\n\n').message).toBe("m");
  });

  it("and finds raw JSON after it", () => {
    expect(readEnvelope(`${chunk}{"error":{"message":"m"}}`)).toMatchObject({
      kind: "stream",
      message: "m",
      isError: true,
    });
  });

  it("and finds the event named error", () => {
    const event = 'event: error\nid: 7\ndata: {"message":"m"}\n\n';
    expect(readEnvelope(event)).toEqual(saying({ kind: "stream", message: "m", isError: true }));
    const named = (event: string) => readEnvelope(`${event}\ndata: {"message":"m"}\n\n`).isError;
    expect(["event: error", "event:error"].map(named)).toEqual([true, true]);
    expect(["event: errors", "event: no error", ": last event: error"].map(named)).toEqual([false, false, false]);
  });

  it("and leaves an event that names no error", () => {
    expect(readEnvelope('data: {"success":false,"message":"m"}\n\n')).toEqual(saying({ kind: "stream", isCut: true }));
  });

  it("and does not take a mere word for an error", () => {
    expect(readEnvelope('data: {"choices":[{"delta":{"content":"an error"},"finish_reason":"stop"}]}\n\n')).toEqual(
      saying({ kind: "stream" }),
    );
  });

  it.each([
    ["[DONE]", `${chunk}data: [DONE]\n\n`, false],
    ["a finish_reason", `${chunk}data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n`, false],
    ["Google's finishReason", 'data: {"candidates":[{"finishReason":"STOP"}]}\r\n\r\n', false],
    ["message_stop", 'event: message_stop\ndata: {"type":"message_stop"}\n\n', false],
    ["response.completed", 'data: {"type":"response.completed"}\n\n', false],
    ["a finish_reason that is null", 'data: {"choices":[{"delta":{"content":"a"},"finish_reason":null}]}\n\n', true],
    ["no more than a chunk", chunk, true],
    ["half an event", 'data: {"choices":[{"del', true],
    ["a ping", ": PING\n\n", true],
  ])("that ends with %s", (_, body, isCut) => {
    expect(readEnvelope(body).isCut).toBe(isCut);
  });
});

describe("readEnvelope reads a body within a body", () => {
  it("and keeps what is outside", () => {
    const message = `${JSON.stringify({ error: { message: "inner", type: "t", code: "c" } })} (request id: abc)`;
    expect(readEnvelope({ error: { message, code: "outer" } })).toEqual(
      saying({ message: "inner", type: "t", code: "c", tail: " (request id: abc)", isError: true }),
    );
  });

  it("and falls back on the outer code", () => {
    expect(readEnvelope({ code: "fail_to_fetch_task", message: '{"message":"inner"}' })).toMatchObject({
      message: "inner",
      code: "fail_to_fetch_task",
    });
  });

  it("and falls back on all fields that only the outer body has", () => {
    expect(readEnvelope({ error: { message: '{"message":"inner"}' }, status: 502, retry_after: 3 })).toMatchObject({
      message: "inner",
      isError: true,
      status: 502,
      retryAfter: "3",
    });
  });

  it("and accepts a code without a message", () => {
    expect(readEnvelope({ error: { message: '{"code":"inner"}', code: "outer" } })).toMatchObject({
      message: "",
      code: "inner",
    });
  });

  it("and combines no inner type with an outer code", () => {
    expect(readEnvelope({ error: { message: '{"message":"inner","type":"t"}', code: "c" } })).toMatchObject({
      type: "t",
      code: "",
    });
  });

  it("up to three levels", () => {
    const nest = (levels: number): string =>
      levels === 0 ? '{"message":"deep"}' : JSON.stringify({ message: nest(levels - 1) });
    expect(readEnvelope(nest(3)).message).toBe("deep");
    expect(readEnvelope(nest(5)).message).toContain("{");
  });

  it("and leaves a message unchanged that only looks like one", () => {
    expect(readEnvelope({ message: "{oops" }).message).toBe("{oops");
    expect(readEnvelope({ message: "{} }" }).message).toBe("{} }");
    expect(readEnvelope({ message: '["a"]' }).message).toBe('["a"]');
  });
});

describe("readEnvelope salvages", () => {
  it("a body cut off in the middle", () => {
    const whole =
      '{"error":{"code":"invalid_request","message":"field messages is required","type":"t","param":"aaaa"}}';
    for (const length of [95, 85, 80]) {
      expect(readEnvelope(whole.slice(0, length))).toMatchObject({
        kind: "json",
        code: "invalid_request",
        message: "field messages is required",
        isError: true,
      });
    }
    expect(readEnvelope(whole.slice(0, 50)).message).toBe("fiel");
  });

  it("a numeric code", () => {
    expect(readEnvelope('{"error":{"code":429,"message":"m"').code).toBe("429");
  });

  it("a type beside the outer type error", () => {
    expect(readEnvelope('{"type":"error","error":{"type":"overloaded_error","mess').type).toBe("overloaded_error");
  });

  it("a text of a megabyte, whichever end has the error", () => {
    const filler = "x".repeat(1024 * 1024);
    expect(readEnvelope(JSON.stringify({ error: { message: "m", code: "c" }, filler }))).toMatchObject({
      message: "m",
      code: "c",
    });
    expect(readEnvelope(JSON.stringify({ filler, error: { message: "m", code: "c" } }))).toMatchObject({
      message: "m",
      code: "c",
    });
  });

  it("both ends of a text longer than 256 KiB, and all of a shorter one", () => {
    const half = 128 * 1024;
    const text = (length: number) => {
      const before = `{"a":"${"x".repeat(half)}","error":{"message":"m"},"b":"`;
      return `${before}${"x".repeat(length - before.length - 2)}"}`;
    };
    expect(text(2 * half)).toHaveLength(2 * half);
    expect(readEnvelope(text(2 * half))).toMatchObject({ message: "m", isError: true });
    expect(readEnvelope(text(3 * half))).toEqual(saying({}));
  });

  it("an error only if it comes first", () => {
    for (const start of [
      ...['[{"error":{"message":"m', '{ "error" : {"message":"m', ' [ {\n"error": "m'],
      ...['{ "type" : "error" , "error" : {"message":"m', '{"type":"error","error":{"message":"m'],
    ])
      expect([start, readEnvelope(start).isError]).toEqual([start, true]);
    expect(readEnvelope('{"choices":[{"error":{"message":"m').isError).toBe(false);
  });

  it("a message of a megabyte", () => {
    const { message, isError } = readEnvelope(JSON.stringify({ error: { message: "x".repeat(1024 * 1024) } }));
    expect(message.slice(0, 1000)).toBe("x".repeat(1000));
    expect(isError).toBe(true);
  });

  it("nothing from ten thousand brackets", () => {
    for (const bracket of ["[", "{", '{"a":', '[{"error":']) {
      expect(readEnvelope(bracket.repeat(10_000))).toMatchObject({ message: "", code: "" });
    }
    expect(readEnvelope("[".repeat(10_000) + "]".repeat(10_000))).toEqual(saying({}));
    expect(readEnvelope(`${'{"error":'.repeat(10_000)}1${"}".repeat(10_000)}`)).toMatchObject({ isError: true });
  });
});

describe("readEnvelope survives", () => {
  const trap = () => {
    throw new Error("trap");
  };

  it.each([
    ["a getter that throws", Object.defineProperty({}, "error", { get: trap })],
    ["a proxy that throws", new Proxy({}, { get: trap, has: trap, ownKeys: trap })],
    [
      "a cycle",
      (() => {
        const a: Record<string, unknown> = {};
        a.error = a;
        return a;
      })(),
    ],
    ["a symbol", Symbol("x")],
    ["a function", trap],
    ["a bigint", 1n],
    ["messages that are objects", { error: { message: { text: "m" }, code: {}, type: [], param: 1n } }],
    ["a Map", new Map([["error", 1]])],
    ["bytes that are no UTF-8", new Uint8Array([0xff, 0xfe, 0x7b])],
  ])("%s", (_, body) => {
    expect(readEnvelope(body)).toMatchObject({ code: "", type: "", param: "" });
  });
});

it("reads an event stream whose lines end in lone carriage returns", () => {
  const envelope = readEnvelope(
    'data: {"choices":[]}\r\rdata: {"error":{"message":"x","code":"insufficient_quota"}}\r\r',
  );
  expect(envelope.code).toBe("insufficient_quota");
  expect(envelope.isError).toBe(true);
});
