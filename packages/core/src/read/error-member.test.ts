import { describe, expect, it } from "vitest";
import { isErrorJson, isErrorValue } from "./error-member.ts";

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
  ["[0]", true],
  ['{"message":"","type":"","param":"","code":null}', false],
  ['{ "code" : 0 ,\n"fatal" : false, "details" : [ ], "metadata": { } }', false],
  ['{"message":"","code":"c"}', true],
  ['{"message":"","code":-1}', true],
  ['{"message":"","code":429}', true],
  ['{"message":"","fatal":true}', true],
  ['{"message":"","details":[{}]}', true],
  ['{"message":"","details":{"a":""}}', true],
])("an error member that is %s", (json, expected) => {
  it("gives the same result for text and for parsed JSON", () => {
    expect([isErrorJson(json), isErrorValue(JSON.parse(json))]).toEqual([expected, expected]);
  });
});

it.each([
  ["{}", {}],
  ["[]", []],
])("treats %s as an error where it is alone", (_, error) => {
  expect([isErrorValue(error, { error }), isErrorValue(error, { error, data: [] })]).toEqual([true, false]);
});

it("treats an absent error as none", () => {
  expect(isErrorValue(undefined)).toBe(false);
});

it.each(["{", '{"message', '{"message":', '{"message":"', '{"message":"","code":nul', '{"details":{'])(
  "cannot tell by %s whether there is an error",
  (start) => {
    expect(isErrorJson(start)).toBe(false);
  },
);
