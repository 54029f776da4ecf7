import { aBoolean, aFunction, checkOptions, count, type OptionChecks } from "../check-options.ts";
import type { Verdict } from "../classify.ts";
import type { RequestInfo } from "../failure.ts";
import type { Scope } from "../rule.ts";
import { type Runtime, systemRuntime } from "../runtime.ts";
import { CallInThrottle } from "./call-in-throttle.ts";
import { keyOf } from "./key.ts";
import { Lane, type LaneSettings } from "./lane.ts";
import { SteadyClock } from "./steady-clock.ts";
import type { Throttle, ThrottledCall, ThrottleOptions, ThrottlePolicy, ThrottleStatus } from "./throttle-types.ts";
import { isShared } from "./verdict-effects.ts";

/** How long a key is remembered after its last trouble, in milliseconds. */
const keepMs = 300_000;

/** How many keys are remembered. */
const mostLanes = 10_000;

/** How much of the key a failure leaves out: 0 nothing, 1 the model, 2 the route too. */
const levels: Readonly<Record<Scope, number>> = { request: 2, gateway: 2, credential: 2, route: 1, model: 0 };

const throttleChecks: OptionChecks = /* @__PURE__ */ (() => ({
  maxConcurrency: count(1),
  maxQueue: count(0),
  retryBudget: { range: [0, Infinity] },
  pacing: aBoolean,
  key: aFunction,
}))();

/**
 * Makes a throttle, which paces calls that share a key; see {@link ThrottleOptions}. It is idle until a call fails. Pass
 * one throttle to several clients to share it.
 *
 * @throws TypeError or RangeError that names option, value and range
 */
export function createThrottle(options: ThrottleOptions = {}): Throttle {
  return new LaneThrottle(Object.fromEntries(checkOptions(options, throttleChecks)));
}

/** The throttle: finds the lanes of each call, and forgets those without trouble. */
export class LaneThrottle implements Throttle {
  readonly #key: ThrottleOptions["key"];
  readonly #settings: LaneSettings;
  readonly #lanes = new Map<string, Lane>();
  readonly #calls = new Set<CallInThrottle>();
  readonly #tenants = new Map<string, number>();
  readonly #clock = new SteadyClock();
  #tenantCount = 0;
  #runtime = systemRuntime;

  constructor({ key, ...options }: Partial<LaneSettings> & Pick<ThrottleOptions, "key">) {
    this.#settings = { maxConcurrency: Infinity, maxQueue: 10_000, retryBudget: 100, pacing: true, ...options };
    this.#key = key;
  }

  /** Milliseconds, which a clock that is set back does not set back. */
  now(runtime: Runtime): number {
    return this.#clock.read(runtime);
  }

  snapshot(): readonly ThrottleStatus[] {
    const now = this.now(this.#runtime);
    return [...this.#lanes.values()].map((lane) => lane.status(now));
  }

  join(request: () => RequestInfo, policy: ThrottlePolicy): ThrottledCall {
    this.#runtime = policy.runtime;
    const call = new CallInThrottle(this, request, policy);
    this.#calls.add(call);
    return call;
  }

  /** Calls under way. */
  get size(): number {
    return this.#calls.size;
  }

  leave(call: CallInThrottle): void {
    this.#calls.delete(call);
  }

  /** The lanes of a call, narrow before wide. None while nothing is wrong. */
  lanesOf(call: CallInThrottle): readonly Lane[] {
    const isLimited = this.#settings.maxConcurrency < Infinity;
    if (this.#lanes.size === 0 && !isLimited) return [];
    this.#forget(call.now());
    if (isLimited) this.#laneAt(0, call);
    return this.#laneIdsOf(call).flatMap((id) => this.#lanes.get(id) ?? []);
  }

  /** The lane that a verdict concerns, made if need be. */
  laneFor(verdict: Verdict, call: CallInThrottle): Lane | undefined {
    return isShared(verdict) ? this.#laneAt(levels[verdict.scope], call) : undefined;
  }

  /** Calls in flight that share the lane's part of the key. */
  countInFlight({ id }: Lane): number {
    let count = 0;
    for (const call of this.#calls) if (call.isInFlight && this.#laneIdsOf(call).includes(id)) count++;
    return count;
  }

  #laneAt(level: number, call: CallInThrottle): Lane {
    const id = this.#laneIdsOf(call)[level] as string;
    const known = this.#lanes.get(id);
    if (known) return known;
    const now = call.now();
    this.#forget(now);
    // Parsed, they are copies: a substring would keep the whole request body in memory.
    const [credential, origin, route, model] = JSON.parse(id);
    const lane = new Lane(id, { origin, route, model, tenant: this.#tenantOf(credential) }, this.#settings, now);
    this.#lanes.set(id, lane);
    return lane;
  }

  /** Lane ids by model, by route, by credential. */
  #laneIdsOf(call: CallInThrottle): readonly string[] {
    if (!call.laneIds) {
      const { credential, origin, route, model } = keyOf(call.request(), this.#key);
      const parts = [credential, origin, route, model];
      // Of different lengths, so that no two levels share an id even if a part is empty.
      call.laneIds = [4, 3, 2].map((length) => JSON.stringify(parts.slice(0, length)));
    }
    return call.laneIds;
  }

  /** Checks the oldest keys: drops those not needed any more, and moves those in use to the end. */
  #forget(now: number): void {
    let looks = 3;
    for (const [id, lane] of this.#lanes) {
      if (looks-- === 0 || (now - lane.troubleAt <= keepMs && this.#lanes.size < mostLanes)) return;
      this.#lanes.delete(id);
      if (lane.isInUse) this.#lanes.set(id, lane);
    }
  }

  #tenantOf(credential: string): number {
    const tenant = this.#tenants.get(credential) ?? ++this.#tenantCount;
    this.#tenants.set(credential, tenant);
    const [oldest] = this.#tenants.keys();
    if (this.#tenants.size > mostLanes) this.#tenants.delete(oldest as string);
    return tenant;
  }
}
