import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import type { Failure } from "./failure.ts";
import { headerReader } from "./read/headers.ts";
import { parseHttpDate } from "./read/http-date.ts";
import { readEnvelope } from "./read/read-envelope.ts";
import { findSuffix, withoutRequestId } from "./read/request-id.ts";
import { parseRetryAfter } from "./read/retry-after.ts";
import { isLastEvent } from "./read/stream-events.ts";
import { networkKindOf } from "./read/transport-error.ts";
import { pathOf } from "./read/url.ts";
import { redactText } from "./redact/redact-text.ts";
import { readDisguise } from "./response/disguise.ts";

const trap = (): never => {
  throw new Error("trap");
};
const traps = { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap };

/** Makes a value. Values may throw when they are inspected, so the generator must not inspect them. */
type Make = () => unknown;

/** Proxies, getters and conversions that throw, cycles, what JSON cannot hold. */
const biting = fc.constantFrom<Make>(
  () => new Proxy({}, traps),
  () => new Proxy(() => {}, traps),
  () => new Proxy([], { get: trap }),
  () => Object.defineProperty({}, "message", { get: trap, enumerable: true }),
  () => Object.defineProperty({ status: 500 }, "cause", { get: trap, enumerable: true }),
  () => ({ toString: trap, valueOf: trap, toJSON: trap }),
  () => ({ toJSON: () => ({ error: "changed" }) }),
  () => ({ error: { message: { toString: trap }, code: Symbol("c"), type: 1n } }),
  () => ({ get: trap }),
  () => ({ [Symbol.iterator]: trap }),
  () => ({ [Symbol.toPrimitive]: trap }),
  () => Object.create(null),
  () => Symbol("s"),
  () => 10n,
  () => trap,
  () => new Map([["retry-after", Symbol("s")]]),
  () => new Error("read ECONNRESET", { cause: new Proxy({}, traps) }),
  () => Object.assign(new Error("x"), { code: { toString: trap } }),
  () => cyclic(),
  () => revoked(),
  () => Number.NaN,
  () => -0,
  () => Number.POSITIVE_INFINITY,
);

function cyclic(): object {
  const value: Record<string, unknown> = { message: "m" };
  value.error = value;
  value.cause = value;
  value.errors = [value];
  return value;
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const wild = {
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
};
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc.json().map((json) => `data: ${json}\n\n`),
  fc.constantFrom("invalid_request", "rate limit", "429", "(request id: abc)", "try again in 20s", "\u0000", "\ud800"),
);
const anything: fc.Arbitrary<Make> = fc.oneof(
  biting,
  fc.anything(wild).map((value) => () => value),
  text.map((value) => () => value),
);

/** An object whose members are made together with it. */
const object = (members: Record<string, fc.Arbitrary<Make>>): fc.Arbitrary<Make> =>
  fc
    .record(members, { requiredKeys: [] })
    .map((made) => () => Object.fromEntries(Object.entries(made).map(([name, make]) => [name, make?.()])));

const headerNames = [
  "retry-after",
  "Retry-After-Ms",
  "date",
  "x-request-id",
  "x-should-retry",
  "ratelimit",
  "content-type",
];

/** Failures of a realistic shape, with anything in the place of a text. */
const plausible = object({
  status: fc.oneof(
    fc.integer({ min: 100, max: 599 }).map((status) => () => status),
    anything,
  ),
  headers: fc.oneof(object(Object.fromEntries(headerNames.map((name) => [name, anything]))), anything),
  body: fc.oneof(
    object({
      error: object({ message: anything, code: anything, type: anything, details: anything }),
      retry_after: anything,
    }),
    anything,
  ),
  error: fc.oneof(
    text.map((message) => () => new Error(message)),
    anything,
  ),
  request: fc.oneof(object({ url: anything }), anything),
}) as fc.Arbitrary<() => Failure>;

describe("classify", () => {
  it("returns a verdict that survives JSON, for anything in any field", () => {
    fc.assert(
      fc.property(plausible, fc.option(fc.integer(), { nil: undefined }), (make, now) => {
        const verdict = classify(make(), now === undefined ? {} : { now });
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
        expect(verdict.retryable).toBe(verdict.retry === "yes");
        expect(verdict.normalizedStatus).toBeGreaterThanOrEqual(400);
        expect(verdict.normalizedStatus).toBeLessThanOrEqual(599);
        expect(verdict.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 3000 },
    );
  });

  it("returns a verdict for anything in the place of the failure and the options", () => {
    fc.assert(
      fc.property(anything, anything, (failure, options) => {
        const verdict = classify(failure() as Failure, options() as object);
        expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      }),
      { numRuns: 1000 },
    );
  });

  it("judges a body as text in the same way as the parsed body", () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue()), fc.integer({ min: 200, max: 599 }), (body, status) => {
        expect(classify({ status, body: JSON.stringify(body) })).toEqual(classify({ status, body }));
      }),
    );
  });

  it("judges no call differently because of earlier ones", () => {
    fc.assert(
      fc.property(plausible, (make) => {
        classify(make());
        expect(classify({ status: 429, body: { error: { message: "slow", code: "" } } }).ruleId).toBe("rate-limited");
      }),
    );
  });
});

/** Counts how often a value is read, at any depth. */
function counted<T extends object>(value: T, count: { reads: number }): T {
  return new Proxy(value, {
    get(target, name, receiver) {
      count.reads++;
      const member: unknown = Reflect.get(target, name, receiver);
      return typeof member === "object" && member !== null ? counted(member, count) : member;
    },
  });
}

describe("the work of classify", () => {
  it.each([
    ["errors in a list", (n: number) => ({ body: Array.from({ length: n }, () => ({ ok: true })) })],
    [
      "details of an error",
      (n: number) => ({ body: { error: { message: "m", details: Array.from({ length: n }, () => ({ a: 1 })) } } }),
    ],
    [
      "pairs of headers",
      (n: number) => ({ headers: Array.from({ length: n }, (_, index) => [`x-${index}`, "v"] as const) }),
    ],
    ["causes of an error", (n: number) => ({ error: chain(n) })],
    [
      "errors in an error",
      (n: number) => ({
        error: Object.assign(new Error("x"), { errors: Array.from({ length: n }, () => new Error("y")) }),
      }),
    ],
  ])("grows at most linearly with the number of %s", (_, make) => {
    const reads = (n: number): number => {
      const count = { reads: 0 };
      classify(counted({ status: 200, ...make(n) }, count) as Failure);
      return count.reads;
    };
    const one = reads(1000);
    expect(reads(2000)).toBeLessThanOrEqual(one * 2.5 + 100);
    expect(reads(4000)).toBeLessThanOrEqual(one * 5 + 100);
  });

  function chain(links: number): Error {
    let error = new Error("innermost");
    for (let index = 1; index < links; index++) error = new Error("x", { cause: error });
    return error;
  }
});

const long = 50_000;

/** Texts of 50 000 characters that make a naive pattern look back each time. */
const adversarial: readonly string[] = [
  ..."a0 \t\n\r\"\\'()（）[]{}<>:;,.-_*/?#=&%|^$+".split(""),
  ...'ab|a1|1.|1,|a |a:|(a|(:|((:|: | :|[{|{"|"a|"a"|"a":|\\"|\\\\|\n\n|\r\n|\r\n\r\n|data:|data: {|data: "error"\n\n'.split(
    "|",
  ),
  ...'sk-|sk-a|bearer |req_|req_a|(request id: |(request id: a)|（请求 ID：|Ray ID|"message"|"message" |"message":"|"message":"\\'.split(
    "|",
  ),
  ..."again |again in 1|retry a b 1|1h|1h |1 m 1 m |1.1.|;t|;t=|; t = |Sun, 06 Nov |aday, |model |models/|field |upstream |5 0".split(
    "|",
  ),
  ...'syntaxerror |syntaxerror token|abort|connect |time|fetch |<title>|<title|finish_reason":|a.b.|a.done|{"error":|http://'.split(
    "|",
  ),
].map((piece) => piece.repeat(Math.ceil(long / piece.length)));

describe("50 000 characters of anything", () => {
  const readers: readonly (readonly [string, (value: string) => unknown])[] = [
    ["a raw body", (value) => classify({ status: 500, body: value })],
    ["a raw body of a stream", (value) => classify({ status: 200, body: `data: ${value}` })],
    ["a message", (value) => classify({ status: 500, body: { error: { message: value } } })],
    ["a code and type", (value) => classify({ status: 500, body: { error: { code: value, type: value } } })],
    ["a broken body", (value) => classify({ status: 500, body: `{"error":{"message":"${value}` })],
    ["a page", (value) => classify({ status: 500, body: `<title>${value}` })],
    [
      "headers",
      (value) =>
        classify({
          status: 429,
          headers: Object.fromEntries(
            ["retry-after", "retry-after-ms", "date", "ratelimit", "ratelimit-reset", "content-type"].map((name) => [
              name,
              value,
            ]),
          ),
        }),
    ],
    ["a RetryInfo", (value) => classify({ status: 429, body: { message: "m", retry_after: value } })],
    ["an error", (value) => networkKindOf({ name: value, message: value, code: value })],
    ["a thrown text", (value) => networkKindOf(value)],
    ["a path", (value) => classify({ status: 429, body: { code: 1102 }, request: { url: value } })],
    ["a suffix", findSuffix],
    ["chained suffixes", withoutRequestId],
    ["a date", parseHttpDate],
    ["a Retry-After", (value) => parseRetryAfter(value, 0)],
    ["a head", (value) => readDisguise(value, false)],
    ["an event", isLastEvent],
    ["a secret", redactText],
    ["a URL", pathOf],
    ["a header's name", (value) => headerReader({ [value]: "x" })(value)],
  ];

  it.each(readers)("are read as %s", (_, read) => {
    for (const value of adversarial) expect(() => read(value)).not.toThrow();
  });

  it("pass every pattern of the source", () => {
    const literal =
      /(?<=[=(,[:!&|?{}]\s*|return )\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*(?=[.,;)\]\s])/g;
    const folder = new URL(".", import.meta.url);
    const files = readdirSync(folder, { encoding: "utf8", recursive: true }).filter(
      (name) => name.endsWith(".ts") && !name.includes(".test"),
    );
    const patterns = files.flatMap((name) => readFileSync(new URL(name, folder), "utf8").match(literal) ?? []);
    expect(patterns.length).toBeGreaterThan(20);
    for (const pattern of patterns) {
      const end = pattern.lastIndexOf("/");
      const expression = new RegExp(pattern.slice(1, end), pattern.slice(end + 1));
      for (const value of adversarial) expect(value.replace(expression, "").length).toBeLessThanOrEqual(value.length);
    }
  });
});

describe("the window of a reader", () => {
  const id = "20260301101112123456789AbCdEf12";

  it.each([
    [
      "a message's phrases: 2 KB",
      2048,
      (gap: string) => classify({ status: 503, body: { error: { message: `${gap}no available channel` } } }).ruleId,
      "model-sentence",
    ],
    [
      "prose that asks to wait: 2 KB",
      2048,
      (gap: string) => classify({ status: 429, body: { error: { message: `${gap}try again in 20s` } } }).retryAfterMs,
      20_000,
    ],
    [
      "an id in prose: 8 KB",
      8192,
      (gap: string) => classify({ status: 429, body: { error: { message: `${gap}req_abcdefgh` } } }).requestId,
      "req_abcdefgh",
    ],
    [
      "a Ray ID: 16 KB",
      16_384,
      (gap: string) => classify({ status: 520, body: `<p>${gap}Ray ID: 8f3c0d1e2b4a5968` }).requestId,
      "8f3c0d1e2b4a5968",
    ],
  ])("of %s", (_, window, read, expected) => {
    expect(read("-".repeat(window - 100))).toBe(expected);
    expect(read("-".repeat(window))).not.toBe(expected);
  });

  it("of a suffix is the message's end, however long the message", () => {
    expect(
      classify({ status: 500, body: { error: { message: `${"x".repeat(1e6)} (request id: ${id})` } } }).requestId,
    ).toBe(id);
  });

  it("of a body is both its ends, of 128 KB each", () => {
    const filler = "x".repeat(130 * 1024);
    const envelope = '"error":{"message":"m","code":"c"}';
    expect(readEnvelope(`{"a":"${filler}",${envelope},"b":"${filler}"}`).message).toBe("");
    expect(readEnvelope(`{${envelope},"b":"${filler}${filler}"}`).message).toBe("m");
    expect(readEnvelope(`{"a":"${filler}${filler}",${envelope}}`).message).toBe("m");
  });
});
