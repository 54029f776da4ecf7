import { describe, expect, it } from "vitest";
import { removerOf } from "./known-secrets.ts";

/** How many letters are read while secrets are searched for. */
function lettersRead(secrets: readonly string[], text: string): number {
  const remove = removerOf(secrets);
  const { charCodeAt } = String.prototype;
  let count = 0;
  String.prototype.charCodeAt = function (index) {
    count++;
    return charCodeAt.call(this, index);
  };
  try {
    remove(text, () => {});
  } finally {
    String.prototype.charCodeAt = charCodeAt;
  }
  return count;
}

const shown = (secrets: readonly string[], text: string): string => removerOf(secrets)(text, () => {});
const listOf = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe("the search for known secrets", () => {
  it.each([
    ["begin alike", (index: number) => `aaaaaaaa${index}bbbbbbbbbbbbbbbb`, "a".repeat(2000)],
    ["begin alike, in a text with escapes", (index: number) => `aaaaaaaa${index}bbbbbbbbbbbbbbbb`, "a%61".repeat(500)],
    [
      "differ from the start",
      (index: number) => `${((index * 7919 * 7919) % 46_656).toString(36)}-secret-of-many`,
      "some words ".repeat(200),
    ],
  ])("costs twice as much at most for ten times as many that %s", (_, make, text) => {
    expect(lettersRead(listOf(10_000, make), text)).toBeLessThan(2 * lettersRead(listOf(1000, make), text));
  });

  it("costs about the same for 1 000 as for one that begins nearly everywhere", () => {
    const [text, make] = ["a".repeat(2000), (index: number) => `aaaaaaaa${index}bbbbbbbbbbbbbbbb`];
    expect(lettersRead(listOf(1000, make), text)).toBeLessThan(3 * lettersRead(listOf(1, make), text));
  });

  it("costs about the same for a long secret and for a short one", () => {
    const text = "a".repeat(2000);
    expect(lettersRead([`${"a".repeat(2000)}b`], text)).toBeLessThan(4 * lettersRead([`${"a".repeat(20)}b`], text));
  });

  it("finds each of many, and the longest at each place", () => {
    const secrets = listOf(1000, (index) => `tenant-${index}`);
    expect(shown(secrets, "<tenant-7> <tenant-77> <tenant-777> <tenant-x>")).toBe("<***> <***> <***> <tenant-x>");
  });

  it("finds a secret in quotes where another continues with a quote", () => {
    const secrets = ['abcd"efgh12', "abcdefgh99"];
    expect(shown(secrets, '<abcd"efgh99> <abcd"efgh12> <abcdefgh99>')).toBe("<***> <***> <***>");
  });

  it("takes 64 letters of a long secret for the secret, even if it is cut off or continues differently", () => {
    const secret = "abcdefgh".repeat(20);
    expect(shown([secret], `<${secret.slice(0, 64)}>`)).toBe("<***>");
    expect(shown([secret], `<${secret.slice(0, 100)}!>`)).toBe("<***!>");
    expect(shown([secret], `<${secret.slice(0, 63)}>`)).toBe(`<${secret.slice(0, 63)}>`);
  });

  it("finds secrets with blanks or quotes where these are lost, if eight letters are left", () => {
    const secrets = ['"first-one"', "'other-one'", 'a"zzzzzzz', "abcd efgh", "ab cdefg"];
    expect(shown(secrets, "<first-one> <other-one> <azzzzzzz> <abcdefgh> <abcdefg>")).toBe(
      "<***> <***> <***> <***> <abcdefg>",
    );
  });

  it("looks for a secret without the blanks and the scheme around it", () => {
    expect(shown([" abcd "], "<abcd>")).toBe("<***>");
    expect(shown(["\n Bearer abcd\n"], "<abcd>")).toBe("<***>");
  });

  it("leaves the quotes and backslashes around a secret", () => {
    expect(shown(["canary-value-long"], '\\canary-value-long "canary-value-long"')).toBe('\\*** "***"');
  });

  it("reads each letter twice, and no other, where no secret begins", () => {
    const text = "<p>some words &amp; others</p>".repeat(100);
    expect(lettersRead(["abcd-efgh"], text)).toBe(2 * text.length);
  });
});
