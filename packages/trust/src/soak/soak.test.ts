import { createThrottle } from "@comet-triage/core";
import { afterAll, expect, it } from "vitest";
import { adapters } from "../faults/adapters.ts";
import { soakRuntime } from "./runtime.ts";
import { soak } from "./soak.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on("unhandledRejection", note);
afterAll(() => void process.off("unhandledRejection", note));

/** The short form of `pnpm soak`. */
it.each(adapters)("accounts for each of 300 calls by $name, aborted or not", async (adapter) => {
  const tally = await soak({ adapter, calls: 300, seed: 1, concurrency: 20 });
  expect(tally.wrong).toEqual([]);
  expect(tally.succeeded + tally.failed + tally.aborted).toBe(300);
  expect(tally.requests).toBe(tally.attempts);
  expect(tally.aborted).toBeGreaterThan(0);
  expect(soakRuntime.waiting).toBe(0);
  expect(unhandled).toEqual([]);
});

it.each(adapters)(
  "so is every one by $name that shares a throttle with the others, refused or not",
  async (adapter) => {
    const throttle = createThrottle({ maxConcurrency: 2 });
    const tally = await soak({ adapter, calls: 300, seed: 2, concurrency: 20, throttle });
    expect(tally.wrong).toEqual([]);
    expect(tally.succeeded + tally.failed + tally.aborted).toBe(300);
    expect(tally.requests).toBe(tally.attempts);
    expect(throttle.snapshot().filter(({ inFlight, queued }) => inFlight + queued > 0)).toEqual([]);
    expect(soakRuntime.waiting).toBe(0);
    expect(unhandled).toEqual([]);
  },
);
