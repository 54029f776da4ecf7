import type { ThrottleOptions } from "@comet-triage/core";
import { describe, expect, it } from "vitest";
import { storms } from "../storms/storms.ts";
import { type Scenario, type Sharing, simulate } from "./simulate.ts";

/** Connections that open one by one, and a network within one machine. */
const onThisMachine: Omit<Scenario, "storm" | "seed"> = {
  processes: 1,
  sharing: "process",
  latency: [1, 4],
  connect: 1.5,
  maxRetries: 3,
};

/** A storm as in the benchmark, in virtual time. */
function storm(key: string, seed: number, throttle: ThrottleOptions = {}, sharing: Sharing = "process") {
  const storm = storms.find((storm) => storm.key === key);
  if (storm === undefined) throw new Error(`There is no storm ${key}`);
  return simulate({ ...onThisMachine, storm, sharing, seed, throttle });
}

describe.each([1, 2, 3])("with the seed %i", (seed) => {
  it("brings 600 calls through a rate limit with at most 1.34 requests each, in 1.08 times the minimum time", async () => {
    const { success, requests, time, slowestTenth } = await storm("429", seed);
    expect(success).toBe(1);
    expect(requests).toBeLessThanOrEqual(1.34);
    expect(time).toBeLessThanOrEqual(1.08);
    expect(slowestTenth).toBeLessThanOrEqual(3);
  });

  it("takes at most 1.25 times the minimum time where the server says to wait a second", async () => {
    const { success, requests, time, slowestTenth } = await storm("429-retry-after", seed);
    expect(success).toBe(1);
    expect(requests).toBeLessThanOrEqual(1.34);
    expect(time).toBeLessThanOrEqual(1.25);
    expect(slowestTenth).toBeLessThanOrEqual(3);
  });

  it("needs at most 1.05 requests each where twenty may be in flight", async () => {
    const { success, requests } = await storm("429", seed, { maxConcurrency: 20 });
    expect(success).toBe(1);
    expect(requests).toBeLessThanOrEqual(1.05);
  });

  it("keeps a server that spends time on rejections at 80 successes per second", async () => {
    const { success, requests, goodput, slowestTenth } = await storm("503", seed);
    expect(success).toBe(1);
    expect(requests).toBeLessThanOrEqual(1.3);
    expect(goodput).toBeGreaterThanOrEqual(80);
    expect(slowestTenth).toBeLessThanOrEqual(3);
  });

  it("spares a server that is down, brings calls through once it is back, and recovers step by step", async () => {
    const { outageRequests, outageSuccess, laterSuccess, peak, slowestTenth } = await storm("outage", seed);
    expect(outageRequests).toBeLessThanOrEqual(0.1);
    expect(outageSuccess).toBeGreaterThanOrEqual(0.95);
    expect(laterSuccess).toBe(1);
    expect(peak).toBeLessThanOrEqual(3);
    expect(slowestTenth).toBeLessThanOrEqual(3);
  });

  it("brings calls through a slow recovery", async () => {
    const { success, peak } = await storm("recovery", seed);
    expect(success).toBeGreaterThanOrEqual(0.99);
    expect(peak).toBeLessThanOrEqual(3);
  });
});

describe.each([20, 100, 500])("with a limit of %i requests a second", (rate) => {
  it.each([1, 2, 5])("that says to wait %i s, takes at most 1.2 times the minimum time", async (seconds) => {
    const calls = 10 * rate;
    const burst = rate / 5;
    // During the pause the server earns its burst again, but no more.
    const limit = ((calls - burst) / rate) * 1000 + seconds * 1000 - 200;
    const plan = { kind: "rate limit", rate, burst, retryAfter: `${seconds}` } as const;
    const load = { kind: "tasks", calls, tasks: 2 * rate, patience: 300_000 } as const;
    for (let seed = 1; seed <= 10; seed++) {
      const { success, time } = await simulate({ ...onThisMachine, storm: { plan, load, limit }, seed });
      expect(success).toBe(1);
      expect(time).toBeLessThanOrEqual(1.2);
    }
  });
});

it("ends without stragglers where the server says to wait a second, whatever the random numbers", async () => {
  for (let seed = 1; seed <= 20; seed++)
    for (const throttle of [{}, { maxConcurrency: 20 }])
      expect((await storm("429-retry-after", seed, throttle)).time).toBeLessThanOrEqual(1.22);
});

it("gives the same result each time", async () => {
  expect(await storm("429", 7)).toEqual(await storm("429", 7));
});

it("shows what happens in a storm without a throttle", async () => {
  const { success, requests } = await storm("429", 1, {}, "none");
  expect(success).toBeLessThan(1);
  expect(requests).toBeGreaterThan(2);
});
