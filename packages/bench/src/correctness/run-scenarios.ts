import { scenarios, type Vector } from "@comet-triage/conformance/scenarios";
import type { Reply } from "@comet-triage/simulator";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import type { Peer } from "../peers/index.ts";
import type { ClientProcess } from "../processes/client-process.ts";
import { start } from "../processes/processes.ts";
import { inAnthropic } from "./anthropic-streams.ts";
import { expectedOf } from "./expected.ts";
import { type Judgment, judge } from "./judge.ts";

/** Longer than three retries take with the longest backoff of a peer (2, 4 and 8 s). */
const patienceMs = 18_000;
const maxRetries = 3;

/** Runs one client through all scenarios at once: each has its own key, and so its own session of the simulator. */
export async function runScenarios(
  peer: Peer,
  simulator: RunningSimulator,
  chosen: readonly Vector[] = scenarios,
): Promise<ReadonlyMap<string, Judgment>> {
  await using client = start<ClientProcess>("processes/client-process", peer.name);
  await client.remote.ready();
  const run = async (scenario: Vector): Promise<readonly [string, Judgment]> => {
    const name = `${peer.name}-${scenario.id}`.replaceAll(/[^A-Za-z0-9]+/g, "-");
    const apiKey = `sk-sim-${name}`;
    simulator.play(name, peer.protocol === "anthropic" ? inAnthropic(scenario) : (scenario.replies as Reply[]));
    const ending = await client.remote.call(
      {
        origin: simulator.origin,
        // A path without /v1, as a wrong base URL gives.
        prefix: scenario.request?.path === "/chat/completions" ? "" : "/v1",
        apiKey,
        maxRetries,
      },
      scenario.request?.stream ? "stream" : "chat",
      patienceMs,
    );
    // Includes redirected requests, which are not for the scenario but still have the key.
    const seen = simulator.requests.filter(({ headers }) => keyOf(headers) === apiKey);
    return [scenario.id, judge(expectedOf(scenario, maxRetries), ending, seen)];
  };
  return new Map(await Promise.all(chosen.map(run)));
}

const keyOf = (headers: Readonly<Record<string, string>>): string | undefined =>
  headers["x-api-key"] ?? headers.authorization?.replace("Bearer ", "");
