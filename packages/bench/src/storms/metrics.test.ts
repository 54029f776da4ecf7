import { expect, test } from "vitest";
import { metricsOf } from "./metrics.ts";
import type { Storm } from "./storms.ts";

const storm: Omit<Storm, "load"> = {
  key: "test",
  name: "test",
  story: "A test.",
  plan: { kind: "healthy" },
  atOnce: 1,
};

test("counts requests per success, and time compared with the server's limit if all succeed", () => {
  const load = { kind: "tasks", calls: 2, tasks: 2, patience: 1 } as const;
  const calls = [
    { started: 100, ended: 300, succeeded: true },
    { started: 100, ended: 600, succeeded: true },
  ];
  const metrics = metricsOf({ ...storm, load, limit: 250 }, calls, {
    began: 100,
    requests: [100, 100, 500],
    stall: 0,
  });
  expect(metrics).toEqual({ success: 1, requests: 1.5, goodput: 4, time: 2, slowestTenth: 500 / 350 });
});

test("a call that never began, failed or has not ended is not a success", () => {
  const load = { kind: "tasks", calls: 4, tasks: 2, patience: 1 } as const;
  const calls = [
    { started: 0, ended: 500, succeeded: true },
    { started: 0, ended: 100, succeeded: false },
    { started: 0, succeeded: false },
  ];
  const metrics = metricsOf({ ...storm, load, limit: 250 }, calls, { began: 0, requests: [0, 0, 0], stall: 0 });
  expect(metrics).toEqual({ success: 0.25, requests: 3, goodput: 2, slowestTenth: 1 });
});

test("separates calls begun in an outage from later ones, and the peak from the pace of arrivals", () => {
  const load = { kind: "arrivals", perSecond: 2, duration: 3000, patience: 1 } as const;
  const calls = [
    { started: 1000, ended: 1001, succeeded: true },
    { started: 1500, ended: 3100, succeeded: true },
    { started: 2000, ended: 2600, succeeded: false },
    { started: 3200, ended: 3201, succeeded: true },
  ];
  const requests = [1000, 1500, 2000, 2400, 2600, 3000, 3100, 3200];
  const metrics = metricsOf({ ...storm, load, outage: [500, 2000] }, calls, { began: 1000, requests, stall: 0 });
  expect(metrics).toMatchObject({ outageRequests: 2, outageSuccess: 0.5, laterSuccess: 1, peak: 1.5, slowestTenth: 1 });
});
