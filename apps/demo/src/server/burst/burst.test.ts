import { startSimulator } from "@comet-triage/simulator/node";
import { expect, it } from "vitest";
import { prepare, refusals } from "../../catalogue/prepare.ts";
import { type BurstEvent, burstClients } from "../../contract/burst.ts";
import type { Gateway } from "../gateway.ts";
import { runBurst } from "./burst.ts";
import { saturate } from "./saturated.ts";

const gatewayAt = (origin: string): Gateway => ({
  ...{ origin, key: "sk-lab", isSimulated: true, isRemote: true, timeout: 60_000, fetch: globalThis.fetch },
});

it("reports the progress of every client's callers, and at the end how long they waited", async () => {
  await using simulator = await startSimulator({ log: false });
  prepare(simulator);
  const events: BurstEvent[] = [];
  const { signal } = new AbortController();
  // Some are refused, and all are served within a second.
  const plan = { callers: 20, perSecond: 50, saved: 5 };
  const gateway = gatewayAt(simulator.origin);
  await runBurst({ gateway, refusal: refusals.withWait, plan, signal }, (event) => events.push(event));
  for (const client of burstClients) {
    const own = events.filter((event) => event.client === client);
    const { succeeded, failed, sent, refused, waits = [] } = own.at(-1) ?? {};
    expect([client, (succeeded ?? 0) + (failed ?? 0)]).toEqual([client, 20]);
    expect(refused).toBeGreaterThan(0);
    expect(waits.length).toBe(succeeded);
    expect((sent ?? 0) - (refused ?? 0)).toBeGreaterThanOrEqual(succeeded ?? 0);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    const reports = own.map((event) => event.sent);
    expect(reports).toEqual([...reports].sort((one, other) => one - other));
  }
});

it("refuses what exceeds the capacity, with the reply of a scenario", async () => {
  await using simulator = await startSimulator({ log: false });
  prepare(simulator);
  const passage = { sent: 0, refused: 0 };
  // So slow that no capacity is added while the test runs.
  const capacity = { perSecond: 1e-9, saved: 1 };
  const { fetch } = saturate(gatewayAt(simulator.origin), capacity, refusals.withWait, passage);
  const ask = () => fetch(`${simulator.origin}/v1/models`, { headers: { authorization: "Bearer sk-lab" } });
  expect((await ask()).status).toBe(200);
  const refusal = await ask();
  expect([refusal.status, refusal.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(passage).toEqual({ sent: 2, refused: 1 });
});
