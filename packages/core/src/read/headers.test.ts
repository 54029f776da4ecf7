import { describe, expect, it } from "vitest";
import { headerReader } from "./headers.ts";

const shapes: readonly (readonly [string, unknown])[] = [
  ["Headers", new Headers({ "Retry-After": "5", "X-Request-Id": "a" })],
  [
    "a Map",
    new Map([
      ["Retry-After", "5"],
      ["X-Request-Id", "a"],
    ]),
  ],
  [
    "pairs",
    [
      ["Retry-After", "5"],
      ["X-Request-Id", "a"],
    ],
  ],
  ["names and values in turn", ["Retry-After", "5", "X-Request-Id", "a"]],
  ["names and values in turn, as bytes", ["Retry-After", "5", "X-Request-Id", "a"].map((text) => Buffer.from(text))],
  ["a record in lower case", { "retry-after": "5", "x-request-id": "a" }],
  ["a record in mixed case", { "Retry-After": "5", "X-Request-Id": "a" }],
  ["a record in capitals", { "RETRY-AFTER": "5", "X-REQUEST-ID": "a" }],
  ["a record without a prototype", Object.assign(Object.create(null), { "retry-after": "5", "x-request-id": "a" })],
  ["numbers", { "retry-after": 5, "x-request-id": "a" }],
  ["lists of values", { "retry-after": ["5"], "x-request-id": ["a"] }],
  [
    "anything with get",
    { get: (name: string) => new Map([["retry-after", 5]]).get(name) ?? (name === "x-request-id" ? "a" : null) },
  ],
  [
    "a generator of pairs",
    (function* () {
      yield ["Retry-After", "5"];
      yield ["X-Request-Id", "a"];
    })(),
  ],
];

describe("headerReader", () => {
  it.each(shapes)("reads %s", (_, headers) => {
    const header = headerReader(headers);
    expect(header("retry-after")).toBe("5");
    expect(header("x-request-id")).toBe("a");
    expect(header("x-absent")).toBeUndefined();
    expect(header("retry-after-ms")).toBeUndefined();
  });

  it.each([undefined, null, "retry-after: 5", 5, true, [], {}, new Map(), new Headers()])(
    "reads nothing from %j",
    (headers) => {
      expect(headerReader(headers)("retry-after")).toBeUndefined();
    },
  );

  it("distinguishes an empty value from an absent one", () => {
    const header = headerReader({ "retry-after": "", "x-null": null, "x-undefined": undefined });
    expect(header("retry-after")).toBe("");
    expect(header("x-null")).toBeUndefined();
    expect(header("x-undefined")).toBeUndefined();
  });

  it("takes the first of two spellings", () => {
    expect(
      headerReader([
        ["Retry-After", "5"],
        ["retry-after", "9"],
      ])("retry-after"),
    ).toBe("5");
  });

  it("joins several values with commas", () => {
    expect(headerReader({ vary: ["a", "b"] })("vary")).toBe("a,b");
    expect(headerReader({ Vary: ["a", "b"] })("vary")).toBe("a,b");
  });

  it("is not confused by names that every object has", () => {
    const header = headerReader({ "Content-Type": "x" });
    expect(header("constructor")).toBeUndefined();
    expect(header("__proto__")).toBeUndefined();
  });
});
