import { scenarios, type Vector } from "@comet-triage/conformance/scenarios";
import type { Reply } from "@comet-triage/simulator";
import type { RunningSimulator } from "@comet-triage/simulator/node";
import type { ClientProcess } from "../client-process.ts";
import type { Peer } from "../peers/index.ts";
import { start } from "../processes.ts";
import { inAnthropic } from "./anthropic-streams.ts";
import { expectedOf } from "./expected.ts";
import { type Judgement, judge } from "./judge.ts";

/** More than three retries take with the longest backoff of a peer (2, 4 and 8 s). */
const patienceMs = 18_000;
const maxRetries = 3;

/** One client through all scenarios at once: each has a key, and so a session of the simulator, of its own. */
export async function runScenarios(
  peer: Peer,
  simulator: RunningSimulator,
  chosen: readonly Vector[] = scenarios,
): Promise<ReadonlyMap<string, Judgement>> {
  await using client = start<ClientProcess>("client-process", peer.name);
  await client.remote.ready();
  const run = async (scenario: Vector): Promise<readonly [string, Judgement]> => {
    const name = `${peer.name}-${scenario.id}`.replaceAll(/[^A-Za-z0-9]+/g, "-");
    const apiKey = `sk-sim-${name}`;
    simulator.play(name, peer.protocol === "anthropic" ? inAnthropic(scenario) : (scenario.replies as Reply[]));
    const ending = await client.remote.call(
      {
        origin: simulator.origin,
        // A path without /v1: the base URL is wrong.
        prefix: scenario.request?.path === "/chat/completions" ? "" : "/v1",
        apiKey,
        maxRetries,
      },
      scenario.request?.stream ? "stream" : "chat",
      patienceMs,
    );
    // Redirected ones too, which leave the scenario but bring the key.
    const seen = simulator.requests.filter(({ headers }) => keyOf(headers) === apiKey);
    return [scenario.id, judge(expectedOf(scenario, maxRetries), ending, seen)];
  };
  return new Map(await Promise.all(chosen.map(run)));
}

const keyOf = (headers: Readonly<Record<string, string>>): string | undefined =>
  headers["x-api-key"] ?? headers.authorization?.replace("Bearer ", "");
