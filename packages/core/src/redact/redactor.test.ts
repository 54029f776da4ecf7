import { describe, expect, it } from "vitest";
import { Redactor } from "./redactor.ts";

/** How often a path is computed while texts are redacted there. */
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

describe("the path of a removal", () => {
  it("is not computed if nothing is removed, not in JSON either", () => {
    expect(pathsAsked(["words", "[1]", '{"a":"b"}', "[broken"])).toBe(0);
  });

  it("is computed at most 500 times, even if everything is removed in one place", () => {
    expect(pathsAsked(Array.from({ length: 2000 }, () => "Bearer abcdefgh1"))).toBe(500);
  });
});
