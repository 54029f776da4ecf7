import { readFile } from "node:fs/promises";
import { evaluate, examplesIn } from "@comet-triage/examples";
import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it, vi } from "vitest";
import * as entry from "./index.ts";

it("the page on reports shows an example that prints what it says", async () => {
  const page = await readFile(new URL("../../../docs/support-report.md", import.meta.url), "utf8");
  const [example] = examplesIn(page);
  await using simulator = await startSimulator();
  const modules = { "@comet-triage/fetch": { ...entry, cometBaseUrl: simulator.baseUrl } };
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  try {
    expect(await evaluate(example?.code ?? "", modules)).toBe(example?.output);
  } finally {
    vi.unstubAllEnvs();
  }
});
