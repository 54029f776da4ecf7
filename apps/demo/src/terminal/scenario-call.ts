import type { Scenario } from "@comet-triage/simulator";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import { isSilent } from "../catalogue/catalogue.ts";
import { type Ending, type Retries, sendCall } from "./send.ts";

/** A scenario's call, and what the server saw of it. */
export interface Played extends Ending {
  /** When each request arrived, in milliseconds since the epoch. */
  readonly arrivals: readonly number[];
}

/** What is shorter than in real life, so that the whole catalogue takes seconds; milliseconds. */
export const shortened = {
  maxDelay: 200,
  /** Where only the timeout ends an attempt. */
  timeout: 300,
};

/** The longest wait that a scenario's server asks for and gets is 2 s. */
const retries: Retries = { initialDelay: 50, maxDelay: shortened.maxDelay, maxRetryAfter: 5000 };

/** Plays one scenario over HTTP. Its API key selects the scenario, and marks its requests. */
export async function playScenario(
  { name, request, replies }: Scenario,
  { origin, requests }: Pick<RunningSimulator, "origin" | "requests">,
  overrides: Retries = {},
): Promise<Played> {
  const key = `sk-sim-${name}`;
  const { method, path, body } = request;
  const ending = await sendCall(
    { url: `${origin}${path}`, method, key, body },
    { ...retries, ...(isSilent({ replies }) && { timeout: shortened.timeout }), ...overrides },
  );
  const arrivals = requests
    .filter(({ headers }) => headers.authorization === `Bearer ${key}`)
    .map(({ timestamp }) => timestamp);
  return { ...ending, arrivals };
}
