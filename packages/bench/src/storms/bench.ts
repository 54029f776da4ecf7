import pMap from "p-map";
import type { Bench, Settings } from "../bench.ts";
import { summarize } from "../figures/statistics.ts";
import { type Column, percent, ratio, renderTable } from "../figures/table.ts";
import type { Peer } from "../peers/index.ts";
import type { Metrics } from "./metrics.ts";
import { runStorm, type StormResult } from "./run-storm.ts";
import { type Storm, storms } from "./storms.ts";

export const stormBenches: Readonly<Record<string, Bench>> = Object.fromEntries(
  storms.map((storm) => [storm.key, { title: `Storm: ${storm.name}`, run: (settings) => stormed(storm, settings) }]),
);

async function stormed(storm: Storm, { clients, rounds }: Settings): Promise<string> {
  const peers = clients.filter(({ side, only }) => side !== "baseline" && only !== "success");
  const results = new Map<Peer, StormResult[]>(peers.map((peer) => [peer, []]));
  for (let round = 0; round < rounds; round++) {
    await pMap(peers, async (peer) => results.get(peer)?.push(await runStorm(peer, storm)), {
      concurrency: storm.atOnce,
    });
  }
  const columns = columnsOf(storm);
  const rows = peers.map((peer) => ({
    peer,
    values: columns.map(({ metric }) => {
      const values = results.get(peer)?.map(({ metrics }) => metrics[metric]) ?? [];
      const known = values.filter((value) => value !== undefined);
      return known.length === values.length ? summarize(known) : undefined;
    }),
  }));
  return [storm.story, renderTable(columns, rows), ...stalled(results)].join("\n\n");
}

/** Longer than a crowd of calls by itself blocks a process. */
const stallMs = 500;

function stalled(results: ReadonlyMap<Peer, readonly StormResult[]>): string[] {
  const held = [...results].flatMap(([{ name }, runs]) => {
    const stall = Math.max(...runs.map((run) => run.stall));
    return stall > stallMs ? [`${name} ${stall.toFixed(0)} ms`] : [];
  });
  return held.length > 0 ? [`The machine was too busy for these, which were held up: ${held.join(", ")}.`] : [];
}

type MetricColumn = Column & { readonly metric: keyof Metrics };

const columns: readonly MetricColumn[] = [
  { metric: "success", title: "succeed", better: "more", show: percent },
  { metric: "outageRequests", title: "requests per call in the outage", better: "less", show: ratio },
  { metric: "outageSuccess", title: "of calls begun in it succeed", better: "more", show: percent },
  { metric: "laterSuccess", title: "of later calls succeed", better: "more", show: percent },
  { metric: "peak", title: "peak after it / arrivals", better: "less", show: ratio },
  { metric: "requests", title: "requests per success", better: "less", show: ratio },
  { metric: "time", title: "time / limit of the server", better: "less", show: ratio },
  { metric: "goodput", title: "successes/s", better: "more", show: (value) => value.toFixed(0) },
  { metric: "slowestTenth", title: "slowest tenth / median wait", better: "less", show: ratio },
];

function columnsOf({ limit, outage }: Storm): readonly MetricColumn[] {
  const inOutage = ["outageRequests", "outageSuccess", "laterSuccess", "peak"];
  return columns.filter(({ metric }) => {
    if (inOutage.includes(metric)) return outage !== undefined;
    return metric === "time" || metric === "goodput" ? limit !== undefined : true;
  });
}
