import { describe, expect, it } from "vitest";
import { Redactor } from "./redactor.ts";

/** How often a place is asked where it is, while texts are redacted there. */
function pathsAsked(texts: readonly string[]): number {
  let count = 0;
  const path = (): string => {
    count++;
    return "$.deep";
  };
  const redactor = new Redactor([]);
  for (const text of texts) redactor.redact(text, { name: undefined, isSecret: false, path });
  return count;
}

describe("where something is", () => {
  it("is not asked where nothing is removed, in JSON neither", () => {
    expect(pathsAsked(["words", "[1]", '{"a":"b"}', "[broken"])).toBe(0);
  });

  it("is asked 500 times at most, also where all is removed from one place", () => {
    expect(pathsAsked(Array.from({ length: 2000 }, () => "Bearer abcdefgh1"))).toBe(500);
  });
});
