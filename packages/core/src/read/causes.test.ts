import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import { causesOf, wordsOf } from "./causes.ts";

const trap = (): never => {
  throw new Error("trap");
};
const megabyte = 1_000_000;

describe("the message of a hostile error", () => {
  it("is what was read before a getter threw", () => {
    const biting = Object.defineProperty(new Error("b"), "cause", { get: trap });
    expect(wordsOf(new Error("a", { cause: biting }))).toBe("a: b");
    expect(wordsOf(new Error("a", { cause: Object.defineProperty({}, "message", { get: trap }) }))).toBe("a");
    expect(wordsOf(new Error("a", { cause: new Proxy({}, { get: trap }) }))).toBe("a");
    expect(wordsOf(new Error("a", { cause: Symbol("s") }))).toBe("a");
    expect(wordsOf(new Error("a", { cause: { message: { toString: trap } } }))).toBe("a");
  });

  it("does not hide the response's message", () => {
    const error = Object.defineProperty({}, "message", { get: trap });
    expect(classify({ status: 503, error })).toMatchObject({ ruleId: "service-unavailable", message: undefined });
  });

  it("ends for cycles and for chains of 10 000", () => {
    const first: Error = new Error("a", { cause: new Error("b") });
    (first.cause as Error).cause = first;
    expect(wordsOf(first)).toBe("a: b");
    const own: { message: string; errors?: unknown } = { message: "c" };
    own.errors = [own];
    expect(wordsOf(own)).toBe("c");
    let chain: Error | undefined;
    for (let link = 10_000; link > 0; link--) chain = new Error(`${link}`, { cause: chain });
    expect(wordsOf(chain)).toBe("1: 10");
    expect([...causesOf(chain)]).toHaveLength(10);
  });

  it("is searched in linear time: anything else would take minutes", () => {
    const half = "a".repeat(megabyte / 2);
    const cause = new Error(`${half}b${half}`);
    // All of the root cause but its end is in the message.
    expect(wordsOf(new Error("a".repeat(2 * megabyte), { cause }))).toHaveLength(3 * megabyte + 3);
    expect(wordsOf(new Error(".".repeat(megabyte), { cause: "c" }))).toHaveLength(megabyte + 2);
  });
});

it.each([
  ["undefined", undefined, ""],
  ["null", null, ""],
  ["a number", 7, "7"],
  ["a symbol", Symbol("timeout"), ""],
  ["an object that says nothing", {}, ""],
  ["a message that is no text", { message: 7 }, ""],
])("%s says %3$j", (_what, thrown, words) => {
  expect(wordsOf(thrown)).toBe(words);
});
