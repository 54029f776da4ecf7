import { describe, expect, it } from "vitest";
import { hasLongRun } from "./redact-data.ts";

describe("hasLongRun", () => {
  it.each(Array.from({ length: 121 }, (_, index) => index))("finds a run of 60 letters that begins at %i", (start) => {
    expect(hasLongRun(`${" ".repeat(start)}${"aZ09+/_-".repeat(8).slice(0, 60)} end`)).toBe(true);
    expect(hasLongRun(`${" ".repeat(start)}${"aZ09+/_-".repeat(8).slice(0, 59)} end`)).toBe(false);
  });

  it.each([..."azAZ09+/-_"])("counts %s as a letter of a run", (letter) => {
    expect(hasLongRun(letter.repeat(60))).toBe(true);
  });

  it.each([..."`{@[.:,*^ \n"])("does not count %j as one", (letter) => {
    expect(hasLongRun(letter.repeat(200))).toBe(false);
  });

  it("finds none between words", () => {
    expect(hasLongRun("word ".repeat(1000))).toBe(false);
    expect(hasLongRun("")).toBe(false);
  });
});
