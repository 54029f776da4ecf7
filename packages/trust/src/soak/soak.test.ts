import { createThrottle } from "@comet-triage/core";
import { expect, it } from "vitest";
import { adapters } from "../faults/adapters.ts";
import { expectNoUnhandled } from "../faults/unhandled.ts";
import { soakRuntime } from "./runtime.ts";
import { type SoakOptions, soak } from "./soak.ts";

expectNoUnhandled();

/** The short form of `pnpm soak`. */
async function account(options: Pick<SoakOptions, "adapter" | "seed" | "throttle">) {
  const tally = await soak({ calls: 300, concurrency: 20, ...options });
  expect(tally.wrong).toEqual([]);
  expect(tally.succeeded + tally.failed + tally.aborted).toBe(300);
  expect(tally.requests).toBe(tally.attempts);
  expect(soakRuntime.waiting).toBe(0);
  return tally;
}

it.each(adapters)("accounts for each of 300 calls by $name, aborted or not", async (adapter) => {
  const { aborted } = await account({ adapter, seed: 1 });
  expect(aborted).toBeGreaterThan(0);
});

it.each(adapters)("so it does for calls by $name that share a throttle, refused or not", async (adapter) => {
  const throttle = createThrottle({ maxConcurrency: 2 });
  await account({ adapter, seed: 2, throttle });
  expect(throttle.snapshot().filter(({ inFlight, queued }) => inFlight + queued > 0)).toEqual([]);
});
