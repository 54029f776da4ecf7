import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import { guideRules, rules } from "./rules/index.ts";

describe.each([
  ["the whole table", rules],
  ["the guide's rows alone", guideRules],
])("the guide, by %s", (_, table) => {
  it.each([
    [
      "a redirect that Deno refused",
      new TypeError("Fetch failed: Encountered redirect while redirect mode is set to 'error'"),
    ],
    ["a redirect that Bun refused", Object.assign(new Error("fetch() failed"), { code: "UnexpectedRedirect" })],
    ["a redirect that fetch refused", new TypeError("fetch failed", { cause: new Error("unexpected redirect") })],
    ["a parser that met a web page", new SyntaxError("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON")],
    ["Safari's parser that met one", new SyntaxError("JSON Parse error: Unrecognized token '<'")],
    ["an older parser that met one", new SyntaxError("Unexpected token < in JSON at position 0")],
  ])("names the path mistake behind %s", (_, error) => {
    expect(classify({ error }, { rules: table })).toMatchObject({
      retry: "no",
      category: "path",
      scope: "route",
      action: "Use https://api.cometapi.com/v1 exactly and turn redirects off while debugging.",
    });
  });
});
