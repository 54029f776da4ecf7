import { describe, expect, it } from "vitest";
import { isEqual, pick } from "./compare.ts";

describe("pick", () => {
  it.each([
    ["leaves out fields that nobody expects", { a: 1, b: 2 }, { a: 3 }, { a: 1 }],
    ["reads absent as null", { b: 2 }, { a: null }, { a: null }],
    ["keeps a list whole", [1, 2, 3], [1], [1, 2, 3]],
    ["cuts the items of a list down", [{ a: 1, b: 2 }], [{ a: 1 }], [{ a: 1 }]],
    ["takes a text for the part it contains", "abc", { contains: "b" }, { contains: "b" }],
    ["shows a text that lacks the part", "abc", { contains: "x" }, "abc"],
    ["shows what stands in the place of an object", "abc", { a: 1 }, "abc"],
    ["shows that an object is absent", undefined, { a: 1 }, null],
    ["shows an object where null is expected", { a: 1 }, null, { a: 1 }],
  ])("%s", (_, actual, expected, picked) => {
    expect(pick(actual, expected)).toEqual(picked);
  });
});

describe("isEqual", () => {
  it.each([
    [1, 1, true],
    [1, "1", false],
    [null, {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [1], false],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }] }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, c: 2 }, { a: 1, b: 2 }, false],
  ])("%j and %j: %j", (one, other, equal) => {
    expect(isEqual(one, other)).toBe(equal);
  });
});
