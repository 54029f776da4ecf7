import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { heldRuntime } from "./runtime.ts";
import { answerOf, completion, serveWire } from "./wire.ts";

const options = { runtime: heldRuntime(), maxRetries: 2 };
const refusal = '{"error":{"message":"field messages is required","code":"invalid_request"}}';
const busy = answerOf(503, '{"error":{"message":"busy"}}');

/** An answer with additional headers. */
const withHeaders = (answer: string, headers: string): string => answer.replace("\r\n", `\r\n${headers}`);

/** An answer with a body of bytes. */
const answerOfBytes = (status: number, body: Uint8Array, headers = ""): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 ${status} x\r\ncontent-type: application/json\r\n${headers}content-length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);

const repeated = (times: number, of: (index: number) => string): string =>
  Array.from({ length: times }, (_, index) => of(index)).join("");

describe.each(adapters)("$name", ({ send }) => {
  it.each([
    [
      "bytes that are no UTF-8",
      Buffer.concat([
        Buffer.from(refusal.slice(0, 30)),
        Buffer.from([0xff, 0xc0, 0xed, 0xa0, 0x80]),
        Buffer.from(refusal.slice(30)),
      ]),
    ],
    ["a byte order mark", Buffer.from(`\uFEFF${refusal}`)],
    ["half a surrogate, escaped", Buffer.from(refusal.replace("field", "\\ud800field"))],
    [
      "members named like an object's own",
      Buffer.from(
        `{"__proto__":{"polluted":1,"error":{"code":"rate_limit"}},"toJSON":1,"constructor":{"prototype":{"polluted":1}},${refusal.slice(1, -2)},"__proto__":{"polluted":1},"toString":1,"toJSON":"x"}}`,
      ),
    ],
    ["members that come twice", Buffer.from(`{"error":{"code":"rate_limit_exceeded"},${refusal.slice(1)}`)],
  ])("judges a refusal with %s", async (_, body) => {
    await using wire = await serveWire(({ socket }) => socket.write(answerOfBytes(400, body)));
    const outcome = await send({ origin: wire.origin, options });
    expect(outcome).toMatchObject({ status: 400, verdict: { ruleId: "invalid-request", retryable: false } });
    expect([outcome.attempts.length, wire.requests]).toEqual([1, 1]);
    expect(JSON.parse(JSON.stringify(outcome.verdict))).toMatchObject({ code: "invalid_request" });
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    [
      "waits that contradict each other",
      "retry-after: 1\r\nretry-after: 7\r\nretry-after-ms: x\r\nretry-after: soon\r\n",
    ],
    ["two types and two ids", "content-type: text/html\r\nx-request-id: a\r\nx-request-id: b\r\n"],
    ["names of an object's own", "__proto__: x\r\nconstructor: x\r\ntoString: x\r\ntoJSON: x\r\nhasOwnProperty: x\r\n"],
    ["a header as long as may be", `x-request-id: ${"i".repeat(8000)}\r\n`],
    ["a hundred cookies", repeated(100, (index) => `set-cookie: c${index}=${"v".repeat(50)}\r\n`)],
    ["bytes that are no ASCII", "x-request-id: \xff\xfe\r\nx-note: \xc3\xa9\r\n"],
    ["a header that is empty", "retry-after:\r\nx-request-id:   \r\ndate:\r\n"],
  ])("sends again after a failure with %s", async (_, headers) => {
    await using wire = await serveWire(({ socket, number }) =>
      socket.write(number > 1 ? answerOf(200, completion) : withHeaders(busy, headers), "latin1"),
    );
    const outcome = await send({ origin: wire.origin, options });
    expect(outcome).toMatchObject({ status: 200, text: completion });
    expect(outcome.attempts.map(({ status }) => status)).toEqual([503, 200]);
    expect(wire.requests).toBe(2);
    expect((outcome.attempts[0]?.requestId ?? "").length).toBeLessThanOrEqual(128);
    expect("x" in {}).toBe(false);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", (bytes: Uint8Array) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const)("reads a refusal packed by %s, with a megabyte of blanks behind it", async (encoding, pack) => {
    const body = pack(Buffer.from(refusal + " ".repeat(1024 * 1024)));
    await using wire = await serveWire(({ socket }) =>
      socket.write(answerOfBytes(400, body, `content-encoding: ${encoding}\r\n`)),
    );
    const outcome = await send({ origin: wire.origin, options });
    expect(outcome).toMatchObject({ status: 400, verdict: { ruleId: "invalid-request" } });
    expect([outcome.attempts.length, wire.requests]).toEqual([1, 1]);
  });
});
