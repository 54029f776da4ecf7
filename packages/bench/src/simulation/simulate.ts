import { createThrottle, type RetryOptions, runWithRetry, type ThrottleOptions } from "@comet-triage/core";
import { type Gateway, gatewayOf } from "../gateway/gateway.ts";
import type { CallRecord } from "../storms/load.ts";
import { type Metrics, metricsOf } from "../storms/metrics.ts";
import type { Storm } from "../storms/storms.ts";
import { VirtualTime } from "./virtual-time.ts";

/** The throttle that a call uses: none, that of its process, or one that all processes share. */
export type Sharing = "none" | "process" | "all";

export interface Scenario {
  readonly storm: Pick<Storm, "plan" | "load" | "limit" | "outage" | "totalTimeout">;
  /** Processes that make the calls in turn. */
  readonly processes: number;
  readonly sharing: Sharing;
  readonly seed: number;
  /** The time from sending a request to its arrival at the gateway, and the same for the answer, in milliseconds. */
  readonly latency: readonly [least: number, most: number];
  /** How long a connection takes to open: this many milliseconds for each one that is opening. Default: nothing. */
  readonly connect?: number;
  readonly throttle?: ThrottleOptions;
  readonly maxRetries?: number;
}

const request = { method: "POST", url: "http://gateway/v1/chat/completions", model: "m-1", credential: "k" };

/** A storm in virtual time: our engine and throttle, the gateway's model, and a network between them. The result is deterministic. */
export async function simulate(scenario: Scenario): Promise<Metrics> {
  const { storm, seed } = scenario;
  const time = new VirtualTime(seed);
  const crowd = new Crowd(scenario, time);
  const { load } = storm;
  const calls = load.kind === "tasks" ? crowd.tasks(load.calls, load.tasks) : crowd.arrivals(load);
  await time.run(load.patience + (load.kind === "arrivals" ? load.duration : 0));
  return metricsOf(storm, calls, { began: 0, requests: crowd.requests, stall: 0 });
}

class Crowd {
  /** When each request was accepted or refused. */
  readonly requests: number[] = [];
  readonly #scenario: Scenario;
  readonly #time: VirtualTime;
  readonly #gateway: Gateway;
  readonly #options: readonly RetryOptions[];
  /** Idle connections. */
  #idle = 0;
  #openAt = 0;
  readonly #calls: { started: number; ended?: number; succeeded: boolean }[] = [];

  constructor(scenario: Scenario, time: VirtualTime) {
    const { storm, sharing, processes, throttle, maxRetries = 3 } = scenario;
    this.#scenario = scenario;
    this.#time = time;
    this.#gateway = gatewayOf(storm.plan);
    const shared = sharing === "none" ? (false as const) : createThrottle(throttle);
    const base = {
      runtime: time,
      maxRetries,
      ...(storm.totalTimeout && { totalTimeout: storm.totalTimeout }),
    };
    this.#options = Array.from({ length: processes }, () => ({
      ...base,
      throttle: sharing === "process" ? createThrottle(throttle) : shared,
    }));
  }

  tasks(calls: number, count: number): readonly CallRecord[] {
    let left = calls;
    const task = async () => {
      while (left-- > 0) await this.#call();
    };
    for (let index = 0; index < count; index++) void task();
    return this.#calls;
  }

  arrivals({ perSecond, duration }: { perSecond: number; duration: number }): readonly CallRecord[] {
    const count = Math.round((duration / 1000) * perSecond);
    for (let index = 0; index < count; index++)
      void this.#time.sleep((index * 1000) / perSecond).then(() => this.#call());
    return this.#calls;
  }

  async #call(): Promise<void> {
    const record: { started: number; ended?: number; succeeded: boolean } = {
      started: this.#time.now(),
      succeeded: false,
    };
    const options = this.#options[this.#calls.length % this.#options.length];
    this.#calls.push(record);
    const succeeded = await runWithRetry(
      ({ signal }) => this.#send(signal),
      options,
      () => request,
    ).catch(() => false);
    Object.assign(record, { ended: this.#time.now(), succeeded });
  }

  async #send(signal: AbortSignal | undefined) {
    if (this.#idle > 0) this.#idle--;
    else await this.#connect(signal);
    await this.#time.sleep(this.#latency(), signal);
    const now = this.#time.now();
    this.requests.push(now);
    const { status, headers, at } = this.#gateway.admit(now);
    await this.#time.sleep(at - now + this.#latency(), signal);
    this.#idle++;
    if (status < 300) return { ok: true as const, value: true };
    return { ok: false as const, failure: { status, ...(headers && { headers }) }, settle: () => false };
  }

  /** Connections open one after the other. */
  async #connect(signal: AbortSignal | undefined): Promise<void> {
    const now = this.#time.now();
    this.#openAt = Math.max(now, this.#openAt) + (this.#scenario.connect ?? 0);
    await this.#time.sleep(this.#openAt - now, signal);
  }

  #latency(): number {
    const [least, most] = this.#scenario.latency;
    return least + this.#time.random() * (most - least);
  }
}
