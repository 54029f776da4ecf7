import { markdownTable } from "markdown-table";
import type { Bench } from "../bench.ts";
import { percent, ratio } from "../figures/table.ts";
import { type Scenario, type Sharing, simulate } from "./simulate.ts";

/** A crowd that calls all at once, one call each, to a server that needs ten seconds for them. */
interface Crowd {
  readonly callers: number;
  readonly processes: number;
}

/** The gateway grows with the crowd: each process has a share of ten requests per second. */
const growing: readonly Crowd[] = [1, 10, 100, 1000].map((processes) => ({ callers: 100 * processes, processes }));

/** The gateway stays the same, and so does the crowd: the more processes, the smaller the share of each. */
const splitting: readonly Crowd[] = [1, 10, 100, 1000].map((processes) => ({ callers: 1000, processes }));

const sharings: Readonly<Record<Sharing, string>> = {
  none: "no throttle",
  process: "a throttle each",
  all: "one throttle for all",
};

/** How storms scale, in virtual time: the figures are the same on any machine. */
export const simulation: Bench = {
  title: "Simulation: many processes",
  async run({ quick }) {
    const sections = [
      `${intro} The gateway grows with the crowd: 10 requests/s for each process.`,
      await tableOf(quick ? growing.slice(0, 3) : growing),
      "The gateway allows 100 requests/s, and 1 000 callers are spread over ever more processes.",
      await tableOf(quick ? splitting.slice(0, 3) : splitting),
    ];
    return sections.join("\n\n");
  },
};

const intro =
  "Virtual time, seeded: the figures are the same on every machine. All callers call at once, one call each, with up to four retries; the gateway answers 429 beyond its rate, and could serve them all in ten seconds. An answer takes 20 to 60 ms.";

async function tableOf(crowds: readonly Crowd[]): Promise<string> {
  const rows: string[][] = [];
  for (const crowd of crowds)
    for (const sharing of ["none", "process", "all"] as const) rows.push(await rowOf(crowd, sharing));
  const head = [
    "callers",
    "processes",
    "throttle",
    "succeed",
    "requests per success",
    "successes/s / rate of the gateway",
  ];
  return markdownTable([head, ...rows], { align: ["r", "r", "l", "r", "r", "r"] });
}

async function rowOf({ callers, processes }: Crowd, sharing: Sharing): Promise<string[]> {
  const { success, requests, goodput } = await simulate(scenarioOf(callers, processes, sharing));
  const shown = [percent(success), ratio(requests), ratio(goodput / rateFor(callers))];
  return [`${callers}`, `${processes}`, sharings[sharing], ...shown];
}

/** The gateway's rate, in requests per second. */
const rateFor = (callers: number): number => callers / 10;

const scenarioOf = (callers: number, processes: number, sharing: Sharing): Scenario => ({
  storm: {
    plan: { kind: "rate limit", rate: rateFor(callers), burst: callers / 50 },
    load: { kind: "tasks", calls: callers, tasks: callers, patience: 300_000 },
  },
  processes,
  sharing,
  seed: 1,
  latency: [10, 30],
  throttle: { maxQueue: Number.POSITIVE_INFINITY },
  maxRetries: 4,
});
