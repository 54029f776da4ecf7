import { classify } from "@comet-triage/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forms, samples } from "../../../test/samples.ts";
import { CaptureError, failureOf, hasFailed, readCaptures } from "../index.ts";

/** Reads a text, and explains what it finds in it. A refusal is fine, any other error is not. */
function survive(text: string): number {
  try {
    const captures = readCaptures(text);
    for (const capture of captures) {
      hasFailed(capture);
      classify(failureOf(capture));
    }
    return captures.length;
  } catch (error) {
    if (error instanceof CaptureError) return 0;
    throw error;
  }
}

/** Fragments that parsers stumble over. */
const token = fc.constantFrom(
  ...[
    "HTTP/1.1 500 x\n",
    "< HTTP/2 500\n",
    "> POST / HTTP/1.1\n",
    "* x\n",
    "\r\n",
    "\n\n",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "`",
  ],
  ..."Error: |TypeError: fetch failed|\n    at x (y)|\n    at z {|[cause]: |status: 500|\\|\\u12|[Object]|<ref *1> |Map(1) {".split(
    "|",
  ),
  ...[
    '{"log":{"entries":[',
    '{"status":500',
    "transfer-encoding: chunked\n",
    "ffffffff\n",
    "null",
    "data: ",
    "<html>",
    "503",
    "\0",
  ],
);

describe("hostile text", () => {
  it("is not searched again at each level of errors that hold errors", () => {
    expect(survive("ValueError: {'a': ".repeat(2000))).toBeGreaterThanOrEqual(0);
  });

  it("is read or refused, whatever it is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => survive(text) >= 0));
  });

  it("is read or refused when it is made of the formats' own words", () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => survive(tokens.join("")) >= 0),
      { numRuns: 2000 },
    );
  });

  it("is read or refused when it is any JSON value", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const names = fc.constantFrom(
      "log",
      "entries",
      "request",
      "response",
      "status",
      "error",
      "errors",
      "reason",
      "headers",
      "config",
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(names, fc.string()), value), (json) => survive(JSON.stringify(json)) >= 0),
    );
    fc.assert(
      fc.property(
        value,
        (entry) => survive(JSON.stringify({ log: { entries: [entry, { request: entry, response: entry }] } })) >= 0,
      ),
    );
  });

  it.each(Object.entries(forms))("is read or refused when %s is cut off anywhere", (_, write) => {
    const text = write(samples["invalid-request-as-500"]);
    fc.assert(fc.property(fc.nat(text.length), (length) => survive(text.slice(0, length)) >= 0));
  });

  it("that is nested too deeply is refused or read", () => {
    expect(survive(`Error: x\n    at y {\n${"a: {".repeat(100_000)}`)).toBe(0);
    expect(survive("[".repeat(100_000))).toBe(1);
    expect(survive(`"'`.repeat(100_000))).toBe(0);
    expect(survive('"'.repeat(100_000))).toBe(0);
  });
});
