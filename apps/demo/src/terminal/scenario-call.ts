import { classify } from "@comet-triage/core";
import type { Scenario } from "@comet-triage/simulator";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import { tellSent } from "../outcome.ts";
import { type Ending, type Retries, sendCall } from "./send.ts";

/** A scenario's call, and what the server saw of it. */
export interface Played extends Ending {
  /** When each request arrived, in milliseconds since the epoch. */
  readonly arrivals: readonly number[];
}

/** Short waits, so that the whole catalogue takes seconds; the longest wait that a scenario's server asks for is 2 s. */
const retries: Retries = { initialDelay: 50, maxDelay: 200, maxRetryAfter: 5000 };

/** What a few scenarios need in addition. */
const own: Readonly<Record<string, Retries>> = {
  hang: { timeout: 300 },
};

/** Scenarios whose answer is a job object. `createFetch` passes those on; the demo asks the table about them. */
const jobs: ReadonlySet<string> = new Set(["mj-banned-200"]);

/** Plays one scenario over HTTP. Its API key selects the scenario, and marks its requests. */
export async function playScenario(
  { name, request }: Scenario,
  { origin, requests }: Pick<RunningSimulator, "origin" | "requests">,
  overrides: Retries = {},
): Promise<Played> {
  const key = `sk-sim-${name}`;
  const { method, path, body } = request;
  const ending = await sendCall(
    { url: `${origin}${path}`, method, key, body },
    { ...retries, ...own[name], ...overrides },
  );
  const arrivals = requests
    .filter(({ headers }) => headers.authorization === `Bearer ${key}`)
    .map(({ timestamp }) => timestamp);
  return { ...(jobs.has(name) ? judgeJob(ending, path) : ending), arrivals };
}

function judgeJob(ending: Ending, url: string): Ending {
  if (!ending.isOk || ending.received === undefined) return ending;
  const { status } = ending.received;
  const verdict = classify({ ...ending.received, request: { url } });
  return { ...ending, verdict, isOk: false, outcome: `${status} passed on, ${tellSent(ending.attempts.length)}` };
}
