import { expect, it } from "vitest";
import { sayWithin, tokensFrom } from "./tokens.ts";

const hello = ["Hello", "!", " How", " are", " you", "?"];

it("splits a text into words with the space before them, and single signs", () => {
  expect(tokensFrom("Hello! How are you?")).toEqual(hello);
});

it.each(["", "  two  blanks ", "línea\nnueva", '{"a":[1.5]}', "👩‍🚀"])("loses nothing of %j", (text) => {
  expect(tokensFrom(text).join("")).toBe(text);
});

it.each([
  ["no limit", {}, { tokens: hello, end: "stop" }],
  ["a limit that is too low", { maxTokens: 2 }, { tokens: ["Hello", "!"], end: "length" }],
  ["a limit that is just enough", { maxTokens: 6 }, { tokens: hello, end: "stop" }],
  ["a text to stop at", { stop: [" are"] }, { tokens: ["Hello", "!", " How"], end: "stop", stoppedBy: " are" }],
  ["a text within a word", { stop: ["ell"] }, { tokens: ["H"], end: "stop", stoppedBy: "ell" }],
  ["the first of two texts", { stop: ["you", "How"] }, { tokens: ["Hello", "!", " "], end: "stop", stoppedBy: "How" }],
  ["a text that is not there", { stop: ["bye", ""] }, { tokens: hello, end: "stop" }],
  ["a limit before the text to stop at", { stop: ["you"], maxTokens: 1 }, { tokens: ["Hello"], end: "length" }],
])("says as much as is allowed by %s", (_what, limits, said) => {
  expect(sayWithin(hello, limits)).toEqual(said);
});
