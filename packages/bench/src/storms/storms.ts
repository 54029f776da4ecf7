import type { GatewayPlan } from "../gateway/gateway.ts";
import type { Load } from "./load.ts";

/** One kind of overload. Times are in milliseconds. */
export interface Storm {
  /** Its name on the command line. */
  readonly key: string;
  readonly name: string;
  /** What happens, as a sentence. */
  readonly story: string;
  readonly plan: GatewayPlan;
  readonly load: Load;
  /** The minimum time for all calls at the server's rate. */
  readonly limit?: number;
  /** When there is no capacity: from, to. */
  readonly outage?: readonly [from: number, to: number];
  /** The timeout of a whole call, for clients that have one. */
  readonly totalTimeout?: number;
  /** How many clients are measured at the same time, each with its own gateway: few if the machine's speed matters. */
  readonly atOnce: number;
}

const crowd: Load = { kind: "tasks", calls: 600, tasks: 200, patience: 60_000 };
const limited = { kind: "rate limit", rate: 100, burst: 20 } as const;
const limitedFor = ((crowd.calls - limited.burst) / limited.rate) * 1000;

export const storms: readonly Storm[] = [
  {
    key: "429",
    name: "429",
    atOnce: 4,
    story:
      "600 calls by 200 tasks to a gateway that allows 100 requests/s with a burst of 20, and does not say how long to wait.",
    plan: limited,
    load: crowd,
    limit: limitedFor,
  },
  {
    key: "429-retry-after",
    name: "429 with Retry-After",
    atOnce: 4,
    story: "The same, but each refusal says `Retry-After: 1`.",
    plan: { ...limited, retryAfter: "1" },
    load: crowd,
    limit: limitedFor,
  },
  {
    key: "503",
    name: "503 with wasted work",
    atOnce: 4,
    story:
      "600 calls by 200 tasks to one worker: a success takes 10 ms of its time, a rejection half of that; 500 ms of work may wait.",
    plan: { kind: "overload", work: 10, rejection: 5, backlog: 500 },
    load: crowd,
    limit: 6_000,
  },
  {
    key: "outage",
    name: "outage",
    atOnce: 8,
    story: "50 calls/s for 40 s, whatever happens to earlier ones; from 5 s to 25 s every response is a 503.",
    plan: { kind: "outage", from: 5_000, to: 25_000 },
    load: { kind: "arrivals", perSecond: 50, duration: 40_000, patience: 30_000 },
    outage: [5_000, 25_000],
    totalTimeout: 30_000,
  },
  {
    key: "recovery",
    name: "slow recovery",
    atOnce: 8,
    story:
      "50 calls/s for 30 s; from 3 s to 8 s there is no capacity, then it grows to 100 requests/s at 28 s; what exceeds it gets a 503.",
    plan: { kind: "recovery", from: 3_000, to: 8_000, ramp: 20_000, rate: 100, burst: 10 },
    load: { kind: "arrivals", perSecond: 50, duration: 30_000, patience: 30_000 },
    outage: [3_000, 8_000],
    totalTimeout: 30_000,
  },
];
