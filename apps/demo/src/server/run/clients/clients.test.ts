import { scenarios } from "@comet-triage/simulator";
import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it } from "vitest";
import type { RunEvent } from "../../../contract/run-events.ts";
import { expected } from "../../../expected.ts";
import { play } from "../run.ts";

/** Scenarios that are not played to the last attempt, as their waits are long. */
const quick = scenarios.filter(({ name }) => (expected[name]?.requests ?? 5) < 5);

it.each(["fetch", "axios"] as const)("%s ends every scenario as the terminal does", async (name) => {
  await using simulator = await startSimulator({ log: false });
  const gateway = {
    origin: simulator.origin,
    key: "sk-lab",
    isSimulated: true,
    isRemote: true,
    timeout: 60_000,
    fetch,
  };
  const ends = await Promise.all(
    quick.map(async (scenario) => {
      const events: RunEvent[] = [];
      const { signal } = new AbortController();
      await play({ scenario, names: [name], gateway, signal }, (event) => events.push(event));
      const end = events.find((event) => event.type === "ended");
      return [scenario.name, end?.verdict?.ruleId, end?.outcome];
    }),
  );
  expect(ends).toEqual(quick.map(({ name }) => [name, expected[name]?.ruleId, expected[name]?.outcome]));
});
