import { describe, expect, it } from "vitest";
import { gatewayOf } from "./gateway.ts";

const statuses = (plan: Parameters<typeof gatewayOf>[0], times: readonly number[]) => {
  const gateway = gatewayOf(plan);
  return times.map((time) => gateway.admit(time).status);
};

describe("a rate limit", () => {
  const plan = { kind: "rate limit", rate: 100, burst: 2 } as const;

  it("accepts the burst and refuses what comes immediately after it", () => {
    expect(statuses(plan, [0, 0, 0])).toEqual([200, 200, 429]);
  });

  it("accepts one more request every 10 ms at 100 requests/s", () => {
    expect(statuses(plan, [0, 0, 5, 10, 15, 20])).toEqual([200, 200, 429, 200, 429, 200]);
  });

  it("saves up no more than the burst", () => {
    expect(statuses(plan, [0, 0, 5000, 5000, 5000])).toEqual([200, 200, 200, 200, 429]);
  });

  it("says how long to wait if it is configured to", () => {
    const gateway = gatewayOf({ ...plan, burst: 0, retryAfter: "1" });
    expect(gateway.admit(0)).toEqual({ status: 429, headers: { "retry-after": "1" }, at: 0 });
  });
});

describe("an overloaded worker", () => {
  it("answers in order of arrival, rejects beyond its backlog at once, and spends time on rejections", () => {
    const gateway = gatewayOf({ kind: "overload", work: 10, rejection: 5, backlog: 20 });
    expect([0, 0, 0, 4, 6].map((time) => gateway.admit(time))).toEqual([
      { status: 200, at: 10 },
      { status: 200, at: 20 },
      { status: 503, at: 0 },
      { status: 503, at: 4 },
      { status: 503, at: 6 },
    ]);
    expect(gateway.admit(16)).toEqual({ status: 200, at: 45 });
  });
});

it("an outage answers 503 from its beginning until before its end", () => {
  expect(statuses({ kind: "outage", from: 10, to: 20 }, [9, 10, 19, 20])).toEqual([200, 503, 503, 200]);
});

it("a recovery earns nothing in the outage and a quarter of a ramp's work in its first half", () => {
  const gateway = gatewayOf({ kind: "recovery", from: 0, to: 1000, ramp: 2000, rate: 100, burst: 1000 });
  while (gateway.admit(0).status === 200);
  expect(gateway.admit(1000).status).toBe(503);
  let served = 0;
  while (gateway.admit(2000).status === 200) served++;
  expect(served).toBe(25);
});
