import type { Scenario } from "@comet-triage/simulator";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import { isSilent } from "../catalogue/catalogue.ts";
import { type Ending, type Retries, sendCall } from "./send.ts";

/** A scenario's call, and what the server saw of it. */
export interface Played extends Ending {
  /** When each request arrived, in milliseconds since the epoch. */
  readonly arrivals: readonly number[];
}

/** Short waits, so that the whole catalogue takes seconds; the longest wait that a scenario's server asks for is 2 s. */
const retries: Retries = { initialDelay: 50, maxDelay: 200, maxRetryAfter: 5000 };

/** The timeout where only that ends an attempt. */
const timeout = 300;

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
    { ...retries, ...(isSilent({ replies }) && { timeout }), ...overrides },
  );
  const arrivals = requests
    .filter(({ headers }) => headers.authorization === `Bearer ${key}`)
    .map(({ timestamp }) => timestamp);
  return { ...ending, arrivals };
}
