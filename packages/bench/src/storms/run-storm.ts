import type { Peer } from "../peers/index.ts";
import type { ClientProcess } from "../processes/client-process.ts";
import type { GatewayProcess } from "../processes/gateway-process.ts";
import { start } from "../processes/processes.ts";
import { type Metrics, metricsOf } from "./metrics.ts";
import type { Storm } from "./storms.ts";

export interface StormResult {
  readonly metrics: Metrics;
  /** The longest time for which client or gateway were blocked, in milliseconds: beyond half a second the figures are unreliable. */
  readonly stall: number;
}

/** One client through one storm, with a gateway of its own. */
export async function runStorm(peer: Peer, storm: Storm): Promise<StormResult> {
  await using client = start<ClientProcess>("processes/client-process", peer.name);
  await using gateway = start<GatewayProcess>("processes/gateway-process");
  await client.remote.ready();
  const origin = await gateway.remote.open(storm.plan);
  const { totalTimeout } = storm;
  const target = {
    origin,
    prefix: "/v1",
    apiKey: "sk-bench",
    maxRetries: 3,
    ...(totalTimeout !== undefined && { totalTimeout }),
  };
  const { calls, stall } = await client.remote.storm(target, storm.load);
  const log = await gateway.remote.log();
  return { metrics: metricsOf(storm, calls, log), stall: Math.max(stall, log.stall) };
}
