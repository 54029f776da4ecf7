import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Example, examplesIn, isAsPromised, runExample } from "@comet-triage/examples";
import { type RunningSimulator, startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Pages whose examples are run by the tests of the packages that they describe. */
const elsewhere = [
  ...["support-report", "fetch", "axios", "edge", "openai", "anthropic", "ai-sdk", "ky", "ofetch", "runtimes"],
  ...["frameworks", "cli", "throttle", "opentelemetry", "benchmarks"],
].map((name) => `${name}.md`);

/** Languages of code blocks that are not run. */
const isToBeRun = (block: string): boolean => /```(?:js|ts)\n/.test(block);

let simulator: RunningSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startSimulator();
  folder = await mkdtemp(join(import.meta.dirname, "../.examples-"));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});

const documents = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
const pages = documents.filter((name) => !elsewhere.includes(name));
const texts = await Promise.all(pages.map((name) => readFile(join(root, "docs", name), "utf8")));

const withCode = pages.map((page, index) => [page, texts[index] ?? ""] as const).filter(([, text]) => isToBeRun(text));

describe.each(withCode)("docs/%s", (_, text) => {
  const examples = examplesIn(text);

  it("shows what each of its examples prints", () => {
    expect(examples.filter(({ language }) => language !== "sh")).toHaveLength(
      text.match(/```(?:js|ts)\n/g)?.length ?? 0,
    );
  });

  it.each(examples.map((example, index) => [index + 1, example] as const))("prints what example %i shows", run);
});

async function run(_: number, example: Example): Promise<void> {
  simulator.reset();
  const printed = await runExample(example, { folder, simulatorPort: simulator.port });
  expect([printed, isAsPromised(example, printed)]).toEqual([printed, true]);
}

it("leaves no page with code to a test that does not exist", async () => {
  const tests = await testsIn(join(root, "packages"));
  expect(documents).toEqual(expect.arrayContaining(elsewhere));
  for (const name of elsewhere) {
    if (!isToBeRun(await readFile(join(root, "docs", name), "utf8"))) continue;
    expect([name, tests.some((test) => test.includes("docs/") && test.includes(name))]).toEqual([name, true]);
  }
});

async function testsIn(packages: string): Promise<string[]> {
  const sources = (await readdir(packages)).map((name) => join(packages, name, "src"));
  const files = await Promise.all(
    sources.map(async (folder) =>
      (await readdir(folder, { recursive: true }))
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => join(folder, file)),
    ),
  );
  return Promise.all(files.flat().map((file) => readFile(file, "utf8")));
}
