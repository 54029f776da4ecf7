import { readFile } from "node:fs/promises";
import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it, vi } from "vitest";
import * as entry from "./index.ts";

it("the page on reports shows an example that prints what it says", async () => {
  const page = await readFile(new URL("../../../docs/support-report.md", import.meta.url), "utf8");
  const [, code = "", output = ""] = /```js\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/.exec(page) ?? [];
  await using simulator = await startSimulator();
  const modules = { "@comet-triage/fetch": { ...entry, cometBaseUrl: simulator.baseUrl } };
  const printed: string[] = [];
  const console = { log: (...words: unknown[]) => printed.push(`${words.join(" ")}\n`) };
  const script = code.replace(/^import (.+) from "(.+)";$/gm, 'const $1 = modules["$2"];');
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  try {
    await new AsyncFunction("modules", "console", script)(modules, console);
  } finally {
    vi.unstubAllEnvs();
  }
  expect(printed.join("")).toBe(output);
});
