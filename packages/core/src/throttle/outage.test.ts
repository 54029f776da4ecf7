import { expect, it } from "vitest";
import { virtualTime } from "../../test/virtual-time.ts";
import type { Failure } from "../failure.ts";
import { runWithRetry } from "../retry/run-with-retry.ts";
import { createThrottle } from "./create-throttle.ts";

/** Two hundred simultaneous callers of a server that is down until the test ends that. */
async function callers(downMs: number, failure: Failure = { status: 503 }) {
  const runtime = virtualTime();
  const start = runtime.now();
  const isDown = () => runtime.now() - start < downMs;
  const throttle = createThrottle();
  let requests = 0;
  const call = () =>
    runWithRetry<string>(
      async () => {
        requests++;
        await runtime.sleep(20);
        return isDown() ? { ok: false, failure, settle: ({ verdict }) => verdict.ruleId } : { ok: true, value: "ok" };
      },
      { runtime, throttle },
      () => ({ method: "POST", url: "https://api.cometapi.com/v1/chat/completions", model: "m-1" }),
    ).catch((error) => error.ruleId as string);
  const ends = await Promise.all(Array.from({ length: 200 }, call));
  const counted = { requests, ends: new Set(ends), seconds: (runtime.now() - start) / 1000 };
  return { ...counted, call, runtime, count: () => requests };
}

it("An outage that does not end is reported to all waiting calls after a minute", async () => {
  const { ends, seconds, requests, call } = await callers(Number.POSITIVE_INFINITY);
  expect(ends).toEqual(new Set(["service-unavailable"]));
  expect(seconds).toBeLessThan(75);
  expect(requests).toBeLessThan(400);
  expect(await call()).toBe("service-unavailable");
});

it("An outage that is reported costs few requests, even if nobody answers", async () => {
  const { call, runtime, requests, count } = await callers(Number.POSITIVE_INFINITY, {
    error: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });
  for (let arrived = 0; arrived < 200; arrived++) {
    await runtime.sleep(100);
    expect(await call()).toBe("connection-reset");
  }
  // After 1, 2, 4, 8 seconds.
  expect(count() - requests).toBeLessThan(6);
});

it("An outage of half a minute is waited out by all", async () => {
  const { ends } = await callers(30_000);
  expect(ends).toEqual(new Set(["ok"]));
});
