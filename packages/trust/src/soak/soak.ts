import { once, setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Throttle } from "@comet-triage/core";
import type { Adapter, Outcome } from "../faults/adapters.ts";
import { limit } from "../faults/runtime.ts";
import type { Requests } from "./gateway.ts";
import { type Plan, planOf, randomFrom } from "./plan.ts";
import { soakRuntime } from "./runtime.ts";

export interface SoakOptions {
  readonly adapter: Adapter;
  readonly calls: number;
  readonly seed: number;
  /** How many calls run at a time. */
  readonly concurrency: number;
  /** Shared by all calls; false for none, the default. */
  readonly throttle?: Throttle | false;
  /** The signal for half of the calls whose callers stay. */
  readonly shared?: AbortSignal;
  /** Called after every batch with the number of finished calls, and awaited. */
  readonly onBatch?: (done: number, tally: Tally) => unknown;
}

/** The results of the calls. */
export interface Tally {
  started: number;
  succeeded: number;
  failed: number;
  aborted: number;
  /** How many of the failed calls the throttle did not send. */
  refused: number;
  /** Attempts that the calls reported, for calls whose caller stayed. */
  attempts: number;
  /** Requests that arrived for them. */
  requests: number;
  /** Calls whose attempts and requests do not match, at most ten. */
  readonly wrong: string[];
}

/** Calls between two counts: fewer than the number of requests that the gateway remembers. */
const batchSize = 1500;

/** A finished call, until its requests are counted. */
interface Ended {
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly isAborted: boolean;
  /** Attempts whose end the call reported while it ran. */
  readonly told: number;
}

/** Makes calls of every kind, aborts some of them at random moments, and accounts for each. */
export async function soak({
  adapter,
  calls,
  seed,
  concurrency,
  throttle = false,
  shared = new AbortController().signal,
  onBatch,
}: SoakOptions): Promise<Tally> {
  // As many calls may listen as run at a time.
  setMaxListeners(0, shared);
  const gateway = new Worker(new URL("../../dist/soak/gateway.js", import.meta.url), { execArgv: [] });
  const [origin] = (await once(gateway, "message")) as [string];
  const random = randomFrom(seed);
  const counts = { started: 0, succeeded: 0, failed: 0, aborted: 0, refused: 0, attempts: 0, requests: 0 };
  const tally: Tally = { ...counts, wrong: [] };
  while (tally.started < calls) {
    const first = tally.started;
    const last = Math.min(calls, first + batchSize);
    const ended = new Map<string, Ended>();
    const work = async () => {
      while (tally.started < last) {
        const id = `${adapter.name}-${tally.started++}`;
        ended.set(id, await makeCall(adapter, origin, id, planOf(random), { throttle, shared }));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    gateway.postMessage("count");
    const [requests] = (await once(gateway, "message")) as [Requests];
    for (const [id, call] of ended) account(tally, id, call, requests.get(id) ?? 0);
    await onBatch?.(tally.started, tally);
  }
  gateway.postMessage("close");
  await once(gateway, "exit");
  return tally;
}

async function makeCall(
  adapter: Adapter,
  origin: string,
  id: string,
  plan: Plan,
  { throttle, shared }: { readonly throttle: Throttle | false; readonly shared: AbortSignal },
): Promise<Ended> {
  const caller = new AbortController();
  const signal = plan.leaving === "never" && plan.isStream ? shared : caller.signal;
  const leave = () => caller.abort(new Error("the user left"));
  let told = 0;
  const options = {
    runtime: {
      ...soakRuntime,
      sleep: (ms: number, signal?: AbortSignal) => {
        const waited = soakRuntime.sleep(ms, signal);
        if (plan.leaving === "in a wait" && ms !== limit) leave();
        return waited;
      },
    },
    ...(plan.limits === "none" ? {} : { [plan.limits]: limit }),
    throttle,
    onAttempt: () => {
      told += 1;
    },
  };
  if (plan.leaving === "before") leave();
  const call = {
    ...{ origin, options, signal, isStream: plan.isStream },
    // In one of some thousand aborted calls, Node's own fetch does not break the body.
    leavesAtOnce: true,
    headers: {
      ...{ "x-simulate": plan.scenario, "x-simulate-session": id, "x-call": id },
      // Thirty credentials, so that a throttle which blocks one leaves the others open.
      authorization: `Bearer sk-soak-${Number(id.split("-")[1]) % 30}`,
    },
    onData: () => void (plan.leaving === "at the first data" && leave()),
  };
  const sent = adapter.send(call);
  if (plan.leaving === "soon") void leaveAfter(plan.turns, leave);
  const outcome = await sent;
  // The edge answers nevertheless.
  const isCut = outcome.error !== undefined || outcome.verdict?.category === "canceled";
  return { plan, outcome, isAborted: caller.signal.aborted && isCut, told };
}

async function leaveAfter(turns: number, leave: () => void): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate();
  leave();
}

function account(tally: Tally, id: string, { plan, outcome, isAborted, told }: Ended, requests: number): void {
  const { error, status = 0, attempts, verdict } = outcome;
  const isFailed = error !== undefined || status >= 400 || verdict !== undefined;
  if (isAborted) tally.aborted += 1;
  else if (isFailed) tally.failed += 1;
  else tally.succeeded += 1;
  const isRight = isAborted
    ? // The request of an aborted attempt may have been sent already.
      requests === told || requests === told + 1
    : requests === attempts.length && told === attempts.length && (!isFailed || verdict !== undefined || status > 0);
  if (!isAborted && verdict?.refused !== undefined) tally.refused += 1;
  if (!isAborted) {
    tally.attempts += attempts.length;
    tally.requests += requests;
  }
  if (!isRight && tally.wrong.length < 10) {
    const how = isAborted ? `left ${plan.leaving}` : "stayed";
    tally.wrong.push(`${id} ${plan.scenario}, ${how}: ${requests} requests, ${attempts.length} attempts, ${told} told`);
  }
}
