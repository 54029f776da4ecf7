import { readFile } from "node:fs/promises";
import { createFetch, verdictOf } from "@comet-triage/fetch";
import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it } from "vitest";

it("the root README's example prints what the README says, after one request", async () => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  const [, code = "", output = ""] = /```ts\n([\s\S]*?)```\s+```text\n([\s\S]*?)\n```/.exec(readme) ?? [];
  await using simulator = await startSimulator();
  const script = code
    .replace('import { createFetch, verdictOf } from "@comet-triage/fetch";', "")
    .replace("https://api.cometapi.com", simulator.origin)
    .replace("process.env.COMETAPI_KEY", '"sk-readme"');

  const printed: string[] = [];
  const AsyncFunction = (async () => {}).constructor as new (
    ...source: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const run = new AsyncFunction("createFetch", "verdictOf", "console", script);
  await run(createFetch, verdictOf, { log: (...words: unknown[]) => printed.push(words.join(" ")) });

  expect(printed.join("\n")).toBe(output);
  expect(simulator.requests).toHaveLength(1);
});
