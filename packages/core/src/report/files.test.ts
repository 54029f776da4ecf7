import { describe, expect, it } from "vitest";
import { filesOf } from "./files.ts";

const base64 = "iVBORw0K".repeat(32);
const inJson = (value: unknown) => filesOf({ body: JSON.stringify(value) });

describe("the files of a request are", () => {
  it("the body, if it is one", () => {
    const body = new Blob(["abc"], { type: "audio/wav" });
    expect(filesOf({ body })).toEqual([{ where: "body", sent: "uploaded", type: "audio/wav", bytes: 3 }]);
  });

  it("those that a form in text refers to", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(filesOf({ headers, body: "image=https%3A%2F%2Fh%2Fcat.png&note=n" })).toEqual([
      { where: "image", sent: "url" },
    ]);
  });

  it("members that are a URL, and nothing but a URL", () => {
    expect(inJson({ a: "http://h/cat.png" })).toEqual([{ where: "$.a", sent: "url" }]);
    expect(inJson({ a: "see https://h/cat.png", b: "https://h/cat.png is it", c: "https://" })).toEqual([]);
  });

  it("data URLs with any parameters, in lists too, but not in prose", () => {
    expect(inJson(["data:;base64,YWJj", { a: "data:text/plain;charset=utf-8;base64,YWJj" }])).toEqual([
      { where: "$[0]", sent: "base64", type: undefined, bytes: 3 },
      { where: "$[1].a", sent: "base64", type: "text/plain", bytes: 3 },
    ]);
    expect(inJson({ a: "see data:image/png;base64,YWJj" })).toEqual([]);
  });

  it("members of at least 256 letters of base64, and nothing else", () => {
    expect(inJson({ a: base64 })).toEqual([{ where: "$.a", sent: "base64", type: "image/png", bytes: 192 }]);
    expect(inJson({ a: `${base64}\n${base64}\n` })).toMatchObject([{ where: "$.a", sent: "base64" }]);
    expect(
      inJson({ a: base64.slice(1), b: `${base64}!`, c: `!${base64}`, d: `\n${base64}`, e: "aB".repeat(200) }),
    ).toEqual([]);
  });

  it("members of base64 in lines of 60 letters or more", () => {
    const lines = (letters: number) => `${base64.slice(0, letters)}\n`.repeat(5);
    expect(inJson({ a: lines(76) })).toEqual([{ where: "$.a", sent: "base64", type: "image/png", bytes: 288 }]);
    expect(inJson({ a: lines(60) })).toMatchObject([{ where: "$.a" }]);
    expect(inJson({ a: lines(59) })).toEqual([]);
  });

  it("the first 100 that are referred to", () => {
    expect(inJson(Array.from({ length: 101 }, () => ({ a: "https://h/cat.png" })))).toHaveLength(100);
  });
});
