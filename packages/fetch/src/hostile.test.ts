import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { chat } from "../test/requests.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { streamOf } from "../test/stream-of.ts";
import { createFetch, verdictOf } from "./index.ts";

const url = "https://api.cometapi.com/v1/chat/completions";

const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => unhandled.push(reason);
process.on("unhandledRejection", noteUnhandled);
afterEach(async () => {
  await setImmediate();
  expect(unhandled).toEqual([]);
});
afterAll(() => void process.off("unhandledRejection", noteUnhandled));

/** Fragments of responses that readers may trip over. */
const pieces = fc.constantFrom(
  '{"error":',
  '{"error":{"message":"no","type":"x","code":"y"}}',
  '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  '{"id":"1","error":{"message":"no"}}',
  '"success":false',
  "data: ",
  "data: [DONE]\n\n",
  'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n',
  'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: {"error":{"message":"no"}}\n\n',
  "event: error\n",
  ": comment\n",
  "<!DOCTYPE html><html>",
  "\uFEFF",
  "\r",
  "\n",
  "\r\n",
  "\n\n",
  "{",
  "}",
  "[",
  "\\",
  '"',
  "\u0000",
  "\uD800",
  "你好 🌍",
  " (request id: 错误)",
);
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 40 })), { maxLength: 30 })
    .map((parts) => Uint8Array.from(Buffer.from(parts.join("")))),
  fc.json().map((text) => Uint8Array.from(Buffer.from(text))),
);
const types = fc.constantFrom(
  undefined,
  "application/json",
  "application/json; charset=utf-16",
  "text/html",
  "text/plain",
  "text/event-stream",
  "application/octet-stream",
  "",
  "nonsense",
);

/** The bytes, split at the given numbers. */
function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...cuts.map((at) => at % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end)).filter((part) => part.length > 0);
}
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe("any bytes with any content type", () => {
  it.each([200, 201, 400, 401, 404, 429, 500, 503, 504])(
    "with %i end in a response, and keep their bytes unless they were a failure in disguise",
    async (status) => {
      const property = fc.asyncProperty(
        bodies,
        types,
        cuts,
        fc.constantFrom("/v1/messages", "/v1/chat/completions"),
        async (bytes, type, at, path) => {
          const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
          const fetch = async () => new Response(streamOf(cut(bytes, at)), { status, headers });
          const response = await createFetch({ fetch, runtime: stillRuntime(), maxRetries: 1 })(
            `https://api.cometapi.com${path}`,
            chat,
          );
          const body = new Uint8Array(await response.arrayBuffer());
          if (status >= 400) expect(response.status).toBe(status);
          const isPlain = status >= 400 || verdictOf(response) === undefined;
          // In a success, only a line of raw JSON in an event stream may be changed.
          if (isPlain && !(status < 400 && type === "text/event-stream")) expect(body).toEqual(bytes);
          if (!isPlain && type !== "text/event-stream") {
            expect(response.headers.get("x-comet-original-status")).toBe(`${status}`);
            expect(JSON.parse(new TextDecoder().decode(body))).toHaveProperty("error");
          }
        },
      );
      await fc.assert(property, { numRuns: 300 });
    },
  );

  it("that break off reject with the transport's error, or end in an error event", async () => {
    const broken = new TypeError("terminated", { cause: { code: "UND_ERR_SOCKET" } });
    const property = fc.asyncProperty(
      bodies,
      types,
      cuts,
      fc.constantFrom(200, 400, 500),
      async (bytes, type, at, status) => {
        const parts = cut(bytes, at);
        const body = () =>
          new ReadableStream({
            pull(controller) {
              const part = parts.shift();
              if (part) controller.enqueue(part);
              else controller.error(broken);
            },
          });
        const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
        const fetch = async () => new Response(body(), { status, headers });
        const call = createFetch({ fetch, runtime: stillRuntime(), maxRetries: 0 })(url, chat).then((response) =>
          response.text(),
        );
        const result = await call.catch((error: unknown) => error);
        if (typeof result !== "string") expect(result).toBe(broken);
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });
});
