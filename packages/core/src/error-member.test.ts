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
  it("counts the same as text and parsed", () => {
    expect([tellsError(json), isError(JSON.parse(json))]).toEqual([expected, expected]);
  });
});

it("an error that is absent is none", () => {
  expect(isError(undefined)).toBe(false);
});
