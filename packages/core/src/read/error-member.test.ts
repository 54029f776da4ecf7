import { describe, expect, it } from "vitest";
import { isError, tellsError } from "./error-member.ts";

describe.each([
  ["null", false],
  ["false", false],
  ["0", false],
  ['""', false],
  ["{}", false],
  ["[]", false],
  ["true", true],
  ["1", true],
  ['"boom"', true],
  ['{"message":"m"}', true],
  ["[1]", true],
])("an error member that is %s", (json, expected) => {
  it("gives the same result for text and for parsed JSON", () => {
    expect([tellsError(json), isError(JSON.parse(json))]).toEqual([expected, expected]);
  });
});

it("treats an absent error as none", () => {
  expect(isError(undefined)).toBe(false);
});
