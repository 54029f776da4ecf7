import { readFile } from "node:fs/promises";
import { evaluate, examplesIn } from "@comet-triage/examples";
import * as triageFetch from "@comet-triage/fetch";
import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it } from "vitest";

it("the root README's example prints what the README says, after one request", async () => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  const [{ code, output } = { code: "", output: "" }] = examplesIn(readme);
  await using simulator = await startSimulator();
  const script = code
    .replace("https://api.cometapi.com", simulator.origin)
    .replace("process.env.COMETAPI_KEY", '"sk-readme"');

  expect(await evaluate(script, { "@comet-triage/fetch": triageFetch })).toBe(output);
  expect(simulator.requests).toHaveLength(1);
});
