import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFailure } from "../test/any-failure.ts";
import { synthesise } from "../test/synthesise.ts";
import { classify } from "./classify.ts";
import type { Failure } from "./failure.ts";
import { rules } from "./rules/index.ts";

interface Section {
  readonly tables?: readonly string[];
  readonly vectors: readonly { readonly failure: Failure }[];
}

const folder = new URL("../vectors/", import.meta.url);
const sections: readonly Section[] = readdirSync(folder).flatMap((file) =>
  JSON.parse(readFileSync(new URL(file, folder), "utf8")),
);

/** Runs a script of the reader in Python, and returns what it printed. */
function python(script: string, input = ""): unknown {
  const path = fileURLToPath(new URL(`../test/python/${script}`, import.meta.url));
  const { stdout, stderr } = spawnSync("python3", ["-B", path], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

/** A body cut off at each eighth of its length. */
const cuts = ({ body, ...rest }: Failure): Failure[] => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return Array.from({ length: 8 }, (_, index) => ({ ...rest, body: text.slice(0, (index * text.length) / 8) }));
};

/** The first moment of 2026. */
const now = 1_767_225_600_000;

const isHere = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).status === 0;

// One of the two is registered: without Python, the report says so.
if (isHere) describe("a reader in Python, written from docs/specification.md", inPython);
else it("the reader in Python was not run: there is no python3 of 3.10 or newer", () => expect(isHere).toBe(false));

function inPython(): void {
  it("passes every vector", () => {
    const counts = sections.map(({ tables = ["rules"], vectors }) => tables.length * vectors.length);
    expect(python("check_vectors.py")).toEqual({ held: counts.reduce((sum, count) => sum + count), failed: [] });
  });

  it("agrees with classify on every row's failures, on every vector's body cut off, and on thousands of random bodies", () => {
    const ofRows = rules
      .filter(({ when }) => !when.network)
      .flatMap((rule) => [...synthesise(rule)].filter((_, index) => index % 5 === 0));
    const ofVectors = sections.flatMap(({ vectors }) => vectors.map(({ failure }) => failure));
    const atRandom = fc.sample(anyFailure, { seed: 20_260_101, numRuns: 5_000 });
    const failures = [...atRandom, ...ofRows, ...ofVectors.filter(({ body }) => body !== undefined).flatMap(cuts)];
    const cases = failures.map((failure) => JSON.stringify({ failure, now, verdict: classify(failure, { now }) }));
    expect(python("compare.py", cases.join("\n"))).toEqual({ same: failures.length, differing: [] });
    expect(failures.length).toBeGreaterThan(5_000);
  }, 240_000);
}
