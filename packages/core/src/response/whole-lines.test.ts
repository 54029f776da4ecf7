import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { WholeLines } from "./whole-lines.ts";

const bodies = fc
  .array(fc.oneof(fc.constantFrom("{", "}", "\r", "\n", "\r\n", "data: "), fc.string({ unit: "binary" })))
  .map((parts) => Uint8Array.from(Buffer.from(parts.join(""))));
const cuts = fc.array(fc.nat(), { maxLength: 8 });

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const ends = [...new Set([...at.map((place) => place % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe("WholeLines", () => {
  const never = () => undefined;
  const joined = (lines: WholeLines, parts: readonly Uint8Array[]): string => {
    const out = parts.map((part) => Buffer.from(lines.push(part)));
    return Buffer.concat([...out, Buffer.from(lines.rest())]).toString("latin1");
  };

  it("passes on every byte of any text in any chunks", () => {
    const property = fc.property(bodies, cuts, (bytes, at) => {
      expect(joined(new WholeLines(never), cut(bytes, at))).toBe(Buffer.from(bytes).toString("latin1"));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("replaces the same lines however the text is split", () => {
    const line = fc.constantFrom("{A}", "{B}", "data: {A}", "", ": x", "a{A}", "{A} ");
    const property = fc.property(fc.array(line), fc.constantFrom("\n", "\r\n"), cuts, (lines, end, at) => {
      const bytes = Buffer.from(lines.join(end));
      const replaced = new WholeLines((text) => (text === "{A}" ? "[replaced]\n" : undefined));
      const expected = lines.map((text, index) =>
        text.trim() === "{A}" ? "[replaced]\n" : `${text}${index < lines.length - 1 ? end : ""}`,
      );
      // If a chunk ends between CR and LF, an additional blank line follows the replacement.
      const collapsed = (text: string) => text.replace(/\n+/g, "\n");
      expect(collapsed(joined(replaced, cut(bytes, at)))).toBe(collapsed(expected.join("")));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("replaces an object on several lines, however the text is split", () => {
    const object = '{\n  "a": {\n"b": 1\n  }\n}\n';
    const line = fc.constantFrom("data: a\n", "\n", "{A}\n", object, "{\n", " {\n", "  x\n");
    const property = fc.property(fc.array(line), fc.boolean(), cuts, (lines, isCr, at) => {
      const text = lines.join("");
      const replaced = new WholeLines((json) =>
        /^\{\s+"a": \{\s+"b": 1\s+\}\s+\}$/.test(json) ? "[replaced]\n" : undefined,
      );
      const bytes = Buffer.from(isCr ? text.replaceAll("\n", "\r\n") : text);
      const passed = joined(replaced, cut(bytes, at)).replace(/[\r\n]+/g, "\n");
      const expected = text.replaceAll(object, "[replaced]\n");
      expect(passed).toBe(expected.replace(/\n+/g, "\n"));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("holds back an object that has not ended, up to 16 KiB, and only while its lines may belong to it", () => {
    const pushed = (...parts: readonly string[]): number[] => {
      const lines = new WholeLines(never);
      return [...parts.map((part) => lines.push(Buffer.from(part)).length), lines.rest().length];
    };
    expect(pushed("{\n", '  "a": 1\n', "}", "\n")).toEqual([0, 0, 0, 13, 0]);
    expect(pushed("{\n", '  "a": 1\n', "}")).toEqual([0, 0, 0, 12]);
    expect(pushed("a\n{\n", "data: a\n", "data: b\n")).toEqual([2, 10, 8, 0]);
    expect(pushed("{\n", "d", "ata: a\n")).toEqual([0, 0, 10, 0]);
    expect(pushed('{"a":1}\n', "{ }\n")).toEqual([8, 4, 0]);
    expect(pushed("{\n", ` ${"a".repeat(16_380)}\n`, " a\n", "b\n")).toEqual([0, 0, 16_387, 2, 0]);
  });

  it("searches an object that trickles in only once", () => {
    const indexOf = vi.spyOn(Uint8Array.prototype, "indexOf");
    const lines = new WholeLines(never);
    for (const part of ["{\n", ...Array<string>(20_000).fill(" \n"), "}\n"]) lines.push(Buffer.from(part));
    expect(indexOf.mock.calls.length).toBeLessThan(20_000 * 6);
    indexOf.mockRestore();
  });

  it("does not take part of a long line for a line of its own", () => {
    const parts = [Buffer.from(`data: ${"a".repeat(70_000)}`), Buffer.from("{A}\n{A}\n")];
    const replaced = new WholeLines((text) => (text === "{A}" ? "[replaced]\n" : undefined));
    expect(joined(replaced, parts)).toBe(`data: ${"a".repeat(70_000)}{A}\n[replaced]\n`);
  });

  it("copies a line that trickles in byte by byte a few times only, however long it is", () => {
    const set = vi.spyOn(Uint8Array.prototype, "set");
    const lines = new WholeLines(never);
    for (let index = 0; index < 40_000; index++) lines.push(Uint8Array.of(97));
    const copied = set.mock.calls.reduce((bytes, [part]) => bytes + part.length, 0);
    set.mockRestore();
    expect(copied).toBeLessThan(40_000 * 4);
    expect(lines.rest()).toHaveLength(40_000);
  });

  it("does not hold back a whole line", () => {
    const lines = new WholeLines(never);
    const push = (text: string) => Buffer.from(lines.push(Buffer.from(text))).toString();
    expect([push("data: a"), push("\n\nda"), push("ta: b\r"), push("\n"), push(": c"), push("\n")]).toEqual([
      "",
      "data: a\n\n",
      "data: b\r",
      "\n",
      "",
      ": c\n",
    ]);
  });

  it("holds back 64 KiB of a line at most", () => {
    const pushed = (...parts: readonly string[]): number[] => {
      const lines = new WholeLines(never);
      return parts.map((part) => lines.push(Buffer.from(part)).length);
    };
    const [long, longer] = ["a".repeat(30_000), "a".repeat(40_000)];
    expect(pushed("a".repeat(65_536), "a")).toEqual([0, 65_537]);
    expect(pushed(long, longer)).toEqual([0, 70_000]);
    expect(pushed(`${longer}\n${long}`, "\n")).toEqual([40_001, 30_001]);
    expect(pushed(longer, `\n${long}`)).toEqual([0, 40_001]);
  });

  it("passes on a chunk of whole lines without copying it", () => {
    const chunk = Buffer.from('data: a\n\n{"a":1}\n');
    expect(new WholeLines(never).push(chunk).buffer).toBe(chunk.buffer);
  });

  it("replaces only lines that begin with a brace", () => {
    const lines = new WholeLines(() => "[replaced]\n");
    expect(joined(lines, [Buffer.from(": a\n{A}\n {A}\r"), Buffer.from("{A}\n")])).toBe(
      ": a\n[replaced]\n {A}\r[replaced]\n",
    );
  });
});
