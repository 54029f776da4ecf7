import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { classify, type Verdict } from "../classify.ts";
import type { BodyReader } from "./body.ts";
import { openEventStream, type StreamCall } from "./event-stream.ts";

const role = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n';
const hello = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
const stop = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const overloaded = '{"error":{"message":"Overloaded","type":"server_error","code":"server_error"}}';

/** A reader of these parts; an error among them is thrown. */
function readerOf(parts: readonly (string | Error)[]): BodyReader & { canceled: unknown } {
  let at = 0;
  const reader = {
    canceled: undefined as unknown,
    read: async () => {
      const part = parts[at++];
      if (part instanceof Error) throw part;
      return part === undefined
        ? { done: true as const }
        : { done: false as const, value: new TextEncoder().encode(part) };
    },
    cancel: async (reason: unknown) => {
      reader.canceled = reason;
    },
  };
  return reader;
}

const call: StreamCall = {
  createParser,
  url: "https://api.cometapi.com/v1/chat/completions",
  cutStreams: "report",
  isAborted: () => false,
  judge: (found) => classify({ status: 200, ...found }),
  late: () => {},
};

/** Opens a stream that does not fail before its first content. */
async function openedBy(reader: BodyReader, late: StreamCall["late"] = call.late) {
  const stream = await openEventStream(reader, { ...call, late });
  return "body" in stream ? stream : expect.fail("It failed before its first content.");
}

/** Opens a stream with these parts, and reads it to its end. */
async function opened(parts: readonly (string | Error)[], options: Partial<StreamCall> = {}) {
  const late: Verdict[] = [];
  const reader = readerOf(parts);
  const stream = await openEventStream(reader, { ...call, late: (verdict) => void late.push(verdict), ...options });
  if ("failed" in stream) {
    return { failed: Buffer.concat(stream.failed.chunks).toString(), isWhole: stream.failed.isWhole, reader };
  }
  const text = await new Response(stream.body).text().catch((error: unknown) => error);
  return { text, late: late.map(({ ruleId }) => ruleId) };
}

const indented = JSON.stringify(JSON.parse(overloaded), null, 2);
/** The same, as an event. */
const onOneLine = `data: ${'{"error": {"message": "Overloaded","type": "server_error","code": "server_error"}}'}\n\n`;

const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

describe("before the first content", () => {
  it("an error is a failure, with everything that was read, and its reader for discarding", async () => {
    expect(await opened([role, `data: ${overloaded}\n\n`, hello])).toMatchObject({
      failed: `${role}data: ${overloaded}\n\n`,
      isWhole: false,
      reader: { canceled: undefined },
    });
  });

  it("an error as raw JSON is one too", async () => {
    expect(await opened([`${overloaded}\n`])).toMatchObject({ failed: `data: ${overloaded}\n\n` });
    const claude = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    expect(await opened([claude])).toMatchObject({ failed: `event: error\ndata: ${claude}\n\n`, isWhole: true });
  });

  it("an end is a failure that reads as a stream that was cut off", async () => {
    expect(await opened([role])).toMatchObject({ failed: `${role}: ended\n\n`, isWhole: true });
    expect(await opened([])).toMatchObject({ failed: ": ended\n\n", isWhole: true });
  });

  it("a break is thrown", async () => {
    await expect(opened([role, reset])).rejects.toBe(reset);
  });

  it("JSON that is not a stream is passed on", async () => {
    expect(await opened(['{"id":"1"}'])).toEqual({ text: '{"id":"1"}', late: [] });
    const answer = '{\n  "text": "hello"\n}';
    expect(await opened([answer])).toEqual({ text: answer, late: [] });
    expect(await opened(["no JSON"])).toMatchObject({ failed: "no JSON: ended\n\n" });
  });

  it("JSON that is an error envelope is a failure, however it is indented", async () => {
    for (const text of [`\n ${indented}`, `\n [${indented}]`]) {
      expect(await opened([text])).toMatchObject({ failed: text, isWhole: true });
    }
    expect(await opened([indented])).toMatchObject({ failed: onOneLine, isWhole: true });
    expect(await opened([`: PING\n\n${indented}\n`])).toMatchObject({ failed: `: PING\n\n${onOneLine}` });
    const job = '{\n  "error": "CUDA",\n  "id": "p1"\n}';
    expect(await opened([job])).toEqual({ text: job, late: [] });
  });

  it("raw JSON with an error and an id is a job's report only where it is the whole body", async () => {
    const error = '{"error":{"message":"Arrearage","code":"Arrearage"},"id":"chatcmpl-1"}\n\n';
    const failed = { text: undefined, failed: expect.stringContaining('"code":"Arrearage"') };
    expect(await opened([`\n${error}`])).toEqual({ text: `\n${error}`, late: [] });
    for (const parts of [[`: PING\n\n${error}`], [role, error], [error, stop], [error, "data: [DONE]\n\n"]]) {
      expect({ text: undefined, ...(await opened(parts)) }).toMatchObject(failed);
    }
    expect(await opened([hello, error])).toEqual({
      text: `${hello}data: ${error}\n`,
      late: ["provider-balance-empty"],
    });
  });

  it("an event whose lines come one by one is one event", async () => {
    const lines = ['data: {"error":\n', 'data: {"message":"Overloaded"}}\n', "\n"];
    expect(await opened(lines)).toMatchObject({ failed: lines.join("") });
  });

  it("more than 64 KiB of comments count as content", async () => {
    const comment = (bytes: number) => `:${"a".repeat(bytes - 2)}\n`;
    expect(await opened([comment(65_536)])).toMatchObject({ failed: `${comment(65_536)}: ended\n\n` });
    expect(await opened([comment(65_537)])).toEqual({ text: comment(65_537), late: [] });
  });
});

describe("after the first content", () => {
  it("a stream that has its last event passes unchanged", async () => {
    expect(await opened([role + hello, stop])).toEqual({ text: role + hello + stop, late: [] });
    expect(await opened([hello, "data: [DONE]\n\n"])).toEqual({ text: `${hello}data: [DONE]\n\n`, late: [] });
  });

  it("an error passes, and is reported", async () => {
    const passed = { text: `${hello}data: ${overloaded}\n\n`, late: ["provider-fault"] };
    expect(await opened([hello, `data: ${overloaded}\n\n`])).toEqual(passed);
    expect(await opened([hello, `data: ${overloaded}\n\n`, reset])).toEqual(passed);
  });

  it("an error as raw JSON on several lines passes as an event, wherever it is split", async () => {
    const ends = fc.constantFrom("\n", "\r\n");
    const property = fc.asyncProperty(ends, fc.array(fc.nat(), { maxLength: 8 }), async (end, cuts) => {
      const text = `${hello}${`: PING\n\n${indented}\n`.replaceAll("\n", end)}`;
      const places = [...new Set([0, ...cuts.map((place) => place % text.length), text.length])].sort((a, b) => a - b);
      const parts = places.slice(1).map((place, index) => text.slice(places[index], place));
      const { text: passed, late } = await opened(parts);
      expect(String(passed).replace(/[\r\n]+/g, "\n")).toBe(`${hello}: PING\n${onOneLine}`.replace(/\n+/g, "\n"));
      expect(late).toEqual(["provider-fault"]);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it("an error that Anthropic's clients would not see is followed by one that they see", async () => {
    const claude = 'data: {"type":"content_block_delta","delta":{"text":"Hello"}}\n\n';
    const told = async (error: string) => {
      const { text } = await opened([claude, error], { url: "https://api.cometapi.com/v1/messages" });
      return String(text).slice(claude.length + error.length);
    };
    expect(await told(`data: ${overloaded}\n\n`)).toMatch(
      /^\nevent: error\ndata: \{"type":"error",.*Overloaded.*\n\n$/,
    );
    expect(await told(`event: error\ndata: ${overloaded}\n\n`)).toBe("");
    expect(await told(`data: {"type":"message_stop"}\n\ndata: ${overloaded}\n\n`)).toBe("");
  });

  it("an error that Google's clients would not see is followed by one that they see", async () => {
    const gemini = 'data: {"candidates":[{"content":{"parts":[{"text":"Hello"}]}}]}\n\n';
    const url = "https://api.cometapi.com/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    const told = async (...end: readonly (string | Error)[]) => {
      const { text } = await opened([gemini, ...end], { url });
      return String(text).slice((gemini + end.filter((part) => typeof part === "string").join("")).length);
    };
    expect(await told(`data: ${overloaded}\n\n`)).toMatch(/^\ndata: \{"error":\{"code":500,"message":"Overloaded/);
    expect(await told('data: {"error":{"code": 503,"message":"Overloaded","status":"UNAVAILABLE"}}\n\n')).toBe("");
    expect(await told()).toMatch(/^\ndata: \{"error":\{"code":502,.*"status":"stream-cut"\}/);
    expect(await told(reset)).toMatch(/^\ndata: \{"error":\{"code":502,.*"status":"connection-reset"\}/);
  });

  it("an error of ours is an event of its own type in the Responses dialect", async () => {
    const delta = 'data: {"type":"response.output_text.delta","sequence_number":4,"delta":"Hello"}\n\n';
    const { text } = await opened([delta], { url: "https://api.cometapi.com/v1/responses" });
    expect(String(text).slice(delta.length)).toMatch(
      /^\nevent: error\ndata: \{"type":"error","sequence_number":0,"error":\{"message":.*"code":"stream-cut"\}/,
    );
  });

  it.each([
    '{"object":"error","message":"CUDA out of memory","type":"InternalServerError","code":500}',
    '{"choices":null,"base_resp":{"status_code":1027,"status_msg":"output new_sensitive"}}',
  ])("an error that OpenAI's clients do not recognize is followed by one that they do: %s", async (error) => {
    const { text, late } = await opened([hello, `data: ${error}\n\n`, "data: [DONE]\n\n"]);
    expect(text).toMatch(/^data: .*\n\ndata: .*\n\ndata: \[DONE\]\n\n\ndata: \{"error":\{"message":".+"/);
    expect(late).toHaveLength(1);
  });

  it("an error is reported before its bytes are passed on, even if they come with the first content", async () => {
    const error = `data: ${overloaded}\n\n`;
    for (const parts of [[hello + error], [role, hello + error], [hello, error], [hello, error.trim()]]) {
      const texts: string[] = [];
      let errorsTold = 0;
      const { body } = await openedBy(readerOf(parts), () => void errorsTold++);
      for await (const bytes of body) {
        texts.push(Buffer.from(bytes).toString());
        if (texts.join("").includes("Overloaded")) expect(errorsTold).toBe(1);
      }
      expect(texts.join("")).toBe(parts.join(""));
    }
  });

  it("a cut ends in an error event, without half a line before it", async () => {
    const { text, late } = await opened([hello, 'data: {"cho']);
    expect(text).toMatch(/^data: .*Hello.*\n\n\ndata: \{"error":\{.*"ruleId":"stream-cut".*\n\n$/);
    expect(text).not.toContain('{"cho\n');
    expect(late).toEqual(["stream-cut"]);
  });

  it("a break ends in an error event", async () => {
    const messages: unknown[] = [];
    const { text } = await opened([hello, reset], { late: ({ message }) => void messages.push(message) });
    expect(text).toContain('"message":"The connection failed. · Retry with backoff.","type":"network"');
    expect(text).toContain('"ruleId":"connection-reset"');
    expect(messages).toEqual(["read ECONNRESET"]);
  });

  it("cut streams pass unchanged if that is wanted", async () => {
    expect(await opened([hello, 'data: {"cho'], { cutStreams: "pass" })).toEqual({
      text: `${hello}data: {"cho`,
      late: ["stream-cut"],
    });
    expect(await opened([hello, reset], { cutStreams: "pass" })).toEqual({ text: reset, late: ["connection-reset"] });
  });

  it("a break is thrown if the caller aborted, or if the stream has no known dialect", async () => {
    expect(await opened([hello, reset], { isAborted: () => true })).toMatchObject({ text: reset });
    const left = new DOMException("left", "AbortError");
    expect(await opened([hello, left])).toEqual({ text: left, late: ["canceled"] });
    expect(await opened(["data: anything\n\n", reset])).toMatchObject({ text: reset });
    expect(await opened(["data: anything\n\n"])).toEqual({ text: "data: anything\n\n", late: [] });
  });

  it("a reader who stops frees the connection, and gets no error event", async () => {
    const reader = readerOf([hello, "data: more\n\n"]);
    const told: Verdict[] = [];
    const { body } = await openedBy(reader, (verdict) => void told.push(verdict));
    const passed = body.getReader();
    await passed.read();
    await passed.cancel("enough");
    expect(reader.canceled).toBe("enough");
    expect(told).toEqual([]);
  });

  it("a reader who stops while it waits for more gets no error event", async () => {
    const upstream = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(new TextEncoder().encode(hello)) });
    const told: Verdict[] = [];
    const { body } = await openedBy(upstream.getReader() as BodyReader, (verdict) => void told.push(verdict));
    const reader = body.getReader();
    await reader.read();
    const more = reader.read();
    await new Promise(setImmediate);
    await reader.cancel();
    expect(await more).toMatchObject({ done: true });
    await new Promise(setImmediate);
    expect(told).toEqual([]);
  });

  it("no more is read than was asked for", async () => {
    const source = readerOf([hello, hello, stop]);
    const read = vi.spyOn(source, "read");
    const { body } = await openedBy(source);
    await body.getReader().read();
    await new Promise(setImmediate);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("a part that ends no line is not passed on as an empty one", async () => {
    const { body } = await openedBy(readerOf([hello, 'data: {"choices"', ":[]}\n\n", stop]));
    const lengths: number[] = [];
    for await (const { length } of body) lengths.push(length);
    expect(lengths).toEqual([hello.length, 'data: {"choices":[]}\n\n'.length, stop.length]);
  });

  it("an event of more than a megabyte passes, and the stream is no longer watched", async () => {
    const parts = [
      'data: {"choices":[{"delta":{"content":"',
      ...Array<string>(20).fill("a".repeat(70_000)),
      '"}}]}\n\n',
    ];
    expect(await opened([...parts, "data: more\n\n"])).toEqual({ text: `${parts.join("")}data: more\n\n`, late: [] });
    expect(await opened([hello, ...parts])).toEqual({ text: hello + parts.join(""), late: [] });
  });
});
