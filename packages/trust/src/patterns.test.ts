import { readdirSync, readFileSync } from "node:fs";
import { type AnyNode, type Node, parse } from "acorn";
import { full } from "acorn-walk";
import { transformSync } from "esbuild";
import { analyse } from "scslre";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** A regular expression, and where it was found. */
interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

const root = new URL("../../../", import.meta.url);

const sources = ["packages", "apps"].flatMap((room) =>
  readdirSync(new URL(`${room}/`, root), { encoding: "utf8" }).flatMap((name) => {
    const folder = new URL(`${room}/${name}/src/`, root);
    try {
      return readdirSync(folder, { encoding: "utf8", recursive: true })
        .filter((file) => /\.tsx?$/.test(file) && !/\.test(?:-d)?\.ts$/.test(file))
        .map((file) => ({ where: `${name}/${file}`, text: readFileSync(new URL(file, folder), "utf8") }));
    } catch {
      return [];
    }
  }),
);

/** The regular expressions in a source, distinguished from divisions by a parser. */
function literalsIn({ where, text }: (typeof sources)[number]): Pattern[] {
  const { code } = transformSync(text, { loader: where.endsWith("x") ? "tsx" : "ts", target: "es2023" });
  const found: Pattern[] = [];
  full(parse(code, { ecmaVersion: "latest", sourceType: "module" }) as Node, (node) => {
    const { type, regex } = node as AnyNode & { regex?: { pattern: string; flags: string } };
    if (type === "Literal" && regex) found.push({ where, source: regex.pattern, flags: regex.flags });
  });
  return found;
}

/** How matching time grows beyond the length of the text; empty if it does not. */
const backtracking = ({ source, flags }: Pattern): string[] =>
  analyse({ source, flags }).reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type));

const slow = (patterns: readonly Pattern[]) =>
  patterns
    .map((pattern) => ({ ...pattern, reports: backtracking(pattern) }))
    .filter(({ reports }) => reports.length > 0);

it("distinguishes a pattern that backtracks from one that does not", () => {
  expect(backtracking({ where: "", source: "(a+)+$", flags: "" })).not.toEqual([]);
  expect(backtracking({ where: "", source: "a*b?a*$", flags: "" })).not.toEqual([]);
  expect(backtracking({ where: "", source: "=+$", flags: "" })).not.toEqual([]);
  expect(backtracking({ where: "", source: "^a+b", flags: "" })).toEqual([]);
});

it("finds no pattern in the sources that takes more than linear time", () => {
  const patterns = sources.flatMap(literalsIn);
  expect(patterns.length).toBeGreaterThan(150);
  expect(slow(patterns)).toEqual([]);
});

describe("patterns that are built at run time", () => {
  const made: Pattern[] = [];
  const { RegExp: original } = globalThis;

  beforeAll(() => {
    globalThis.RegExp = new Proxy(original, {
      construct(target, [source, flags = ""]: [string | RegExp, string?]) {
        const pattern = new target(source, flags);
        const where = /\/(?:packages|apps)\/(?!trust\/)[^\s?]*/.exec(new Error().stack ?? "")?.[0];
        if (where !== undefined) made.push({ where, source: pattern.source, flags: pattern.flags });
        return pattern;
      },
    });
  });
  afterAll(() => {
    globalThis.RegExp = original;
  });

  it("take no more than linear time either", async () => {
    const { classify, redactText } = await import("@comet-triage/core");
    const { createHandler } = await import("@comet-triage/edge");
    const { readCaptures } = await import("@comet-triage/cli/capture");
    for (const status of [200, 301, 400, 401, 403, 404, 413, 429, 500, 503, 524]) {
      classify({ status, body: { error: { message: "m", code: "" } }, request: { url: "https://h/v1/x" } });
      classify({ status, body: `{"error":{"message":"m"` });
    }
    classify({ error: new Error("x") });
    redactText("token: x");
    createHandler({ public: true });
    readCaptures("HTTP/1.1 500 x\n\n{}");
    // Patterns of the table, of waits, of secrets, of truncated bodies, and of routes.
    expect(made.length).toBeGreaterThan(50);
    expect(slow(made)).toEqual([]);
  });
});
