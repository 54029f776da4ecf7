import type { Bench, Settings } from "../bench.ts";
import { type Figure, figuresTable } from "../figures/measure.ts";
import { summarize } from "../figures/statistics.ts";
import { start } from "../processes/processes.ts";
import { Contender, type Measured } from "./contender.ts";
import type { UpstreamProcess } from "./upstream-process.ts";
import { titles, type WorkerName } from "./workers.ts";

/** The cost of the handler in workerd under load, compared with a worker that passes everything on. */
export const edgeLoad: Bench = { title: "Edge under load", run: underLoad };

const atOnce = 64;

/** Mean milliseconds until the gateway answers. The first is fast for a model; the second keeps every processor busy. */
const thinking = [100, 0];

type Rounds = Readonly<Record<WorkerName, Measured[]>>;

async function underLoad({ quick }: Settings): Promise<string> {
  const requests = quick ? 1000 : 10_000;
  const count = quick ? 3 : 5;
  await using upstream = start<UpstreamProcess>("edge-load/upstream-process");
  const origin = await upstream.remote.open();
  await using bare = await Contender.start("bare", origin);
  await using ours = await Contender.start("ours", origin);
  const tables: string[] = [];
  const all: Measured[] = [];
  for (const ms of thinking) {
    await upstream.remote.think(ms);
    const rounds: Rounds = { bare: [], ours: [] };
    for (let round = -1; round < count; round++) {
      // In turns, each as often first as second.
      for (const one of round % 2 === 0 ? [bare, ours] : [ours, bare]) {
        const measured = await one.measure(requests, atOnce);
        // The first round warms up.
        if (round >= 0) rounds[one.name].push(measured);
      }
    }
    tables.push(tableOf(ms, rounds));
    all.push(...rounds.ours);
  }
  return [head(all, requests), ...tables].join("\n\n");
}

function head(all: readonly Measured[], requests: number): string {
  const sum = (of: (measured: Measured) => number) => all.reduce((total, measured) => total + of(measured), 0);
  return `${all.length} rounds of ${requests.toLocaleString("en")} requests, ${atOnce} at a time, a tenth of them failing upstream: half of these for good, half
at the first attempt. Lost: ${sum(({ lost }) => lost)}. Mixed up: ${sum(({ mixedUp }) => mixedUp)}. The other worker retries nothing, and passes failures on.`;
}

function tableOf(ms: number, rounds: Rounds): string {
  const gateway =
    ms === 0 ? "a gateway that answers at once" : `a gateway that answers after ${ms / 2} to ${ms * 1.5} ms`;
  const figures = (of: (measured: Measured) => number): Figure[] =>
    (["bare", "ours"] as const).map((name) => ({
      name: titles[name],
      ...summarize(rounds[name].map((measured) => of(measured) * 1e6)),
    }));
  const memory = rounds.ours.map((measured) => measured.memory);
  const growth = (memory.at(-1) ?? Number.NaN) / (memory[0] ?? Number.NaN);
  return [
    figuresTable(
      `a success, ${gateway}`,
      figures(({ success }) => success),
      { [titles.ours]: 1.15 },
    ),
    figuresTable(
      "processor time of the worker's process, per request",
      figures(({ processor }) => processor),
    ),
    `Memory of the handler's process after the last round: ${growth.toFixed(2)} x that after the first.`,
  ].join("\n\n");
}
