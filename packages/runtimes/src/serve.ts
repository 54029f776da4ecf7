import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { binaryOf } from "./binary.ts";
import { knownServerGaps } from "./known-gaps.ts";
import type { Runtime } from "./runtimes.ts";

/** The results of the edge handler behind a runtime's own server. */
export interface Served {
  readonly passed: number;
  /** Tests that failed although no known gap names them, and why. */
  readonly failed: readonly string[];
  /** The number of all tests, including those that known gaps name. */
  readonly tests: number;
}

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const require = createRequire(import.meta.url);
const packageOf = (name: string): string => join(require.resolve(`${name}/package.json`), "..");

/** Runs the edge package's own tests over HTTP (attacks, streams, scenarios, load, docs/edge.md) against a runtime's server. */
export async function serve(runtime: Runtime): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  const file = join(folder, "report.json");
  const binary = await binaryOf(runtime);
  const words = ["hostile", "streams", "scenarios", "load", "docs"].map((name) => `src/${name}.test.ts`);
  const reporter = ["--reporter=json", `--outputFile=${file}`];
  try {
    const ended = await promisify(execFile)(
      process.execPath,
      [join(packageOf("vitest"), "vitest.mjs"), "run", ...words, ...reporter],
      {
        cwd: packageOf("@comet-triage/edge"),
        env: { ...process.env, SERVED_BY: runtime.kind, SERVED_BY_BINARY: binary },
      },
    ).catch((cause: unknown) => cause);
    const report = await readFile(file, "utf8").catch(() => {
      throw new Error(`The tests of edge wrote no report in ${runtime.title}`, { cause: ended });
    });
    const { testResults }: Report = JSON.parse(report);
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const broken = testResults.filter(({ assertionResults }) => assertionResults.length === 0);
    const named = knownServerGaps.filter(({ kind }) => kind === runtime.kind).map(({ test }) => test);
    const counted = tests.filter(({ title }) => !named.some((start) => title.startsWith(start)));
    return {
      passed: counted.filter(({ status }) => status === "passed").length,
      failed: [
        ...counted
          .filter(({ status }) => status !== "passed")
          .map(({ title, failureMessages }) => [title, ...failureMessages].join("\n")),
        ...broken.map(({ message }) => message),
        ...named
          .filter((start) => !tests.some(({ title }) => title.startsWith(start)))
          .map((start) => `there is no such test, though a known gap names it: ${start}`),
        ...(tests.length === 0 ? ["no test was run"] : []),
      ],
      tests: tests.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
