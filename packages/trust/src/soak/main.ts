import { parseArgs } from "node:util";
import { createThrottle } from "@comet-triage/core";
import { type Adapter, adapters } from "../faults/adapters.ts";
import { type LeftBehind, leftBehind } from "./left-behind.ts";
import { soak } from "./soak.ts";

const help = `pnpm soak [options]

  --calls <count>        per adapter; default 200 000
  --adapter <name>       only this one, may be given again: ${adapters.map(({ name }) => name).join(", ")}
  --seed <number>        the same seed makes the same calls; default 1
  --concurrency <count>  calls at a time; default 48
  --throttle             one throttle for all calls of an adapter, two at a time for each key`;

/** How much more heap a process may hold at the end than after a quarter of the calls, in bytes. */
const mostGrowth = 16 * 1024 * 1024;

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const shown = ({ heapBytes, residentBytes, sockets, timers, waits, listeners }: LeftBehind): string =>
  `heap ${megabytes(heapBytes)} of ${megabytes(residentBytes)}, ${sockets} sockets, ${timers} timers, ` +
  `${waits} waits, ${listeners} listeners`;

/** Whether something grows with the total number of calls rather than with those in progress. */
const grows = (early: LeftBehind, late: LeftBehind, concurrency: number): boolean =>
  late.heapBytes - early.heapBytes > mostGrowth ||
  (["sockets", "timers", "waits", "listeners"] as const).some((name) => late[name] - early[name] > 2 * concurrency);

function parse() {
  const { values } = parseArgs({
    options: {
      calls: { type: "string", default: "200000" },
      adapter: { type: "string", multiple: true },
      seed: { type: "string", default: "1" },
      concurrency: { type: "string", default: "48" },
      throttle: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = values.adapter?.map((wanted) => {
    const adapter = adapters.find(({ name }) => name === wanted);
    if (adapter === undefined) throw new Error(`There is no adapter ${wanted}.\n\n${help}`);
    return adapter;
  });
  const count = (name: "calls" | "seed" | "concurrency"): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1`);
    return number;
  };
  return {
    chosen: chosen ?? adapters,
    calls: count("calls"),
    seed: count("seed"),
    concurrency: count("concurrency"),
    hasThrottle: values.throttle,
    help: values.help,
  };
}

const unhandled: unknown[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(reason));

/** Soaks one adapter and prints its account. Returns whether all of it is right, and nothing was left behind. */
async function soaked(adapter: Adapter, { calls, seed, concurrency, hasThrottle }: ReturnType<typeof parse>) {
  const { signal: shared } = new AbortController();
  const throttle = hasThrottle && createThrottle({ maxConcurrency: 2 });
  let early: LeftBehind | undefined;
  let late: LeftBehind | undefined;
  const onBatch = async (done: number) => {
    if (done >= calls / 4) early ??= await leftBehind(shared);
    if (done >= calls) late = await leftBehind(shared);
  };
  const begun = Date.now();
  const tally = await soak({ adapter, calls, seed, concurrency, throttle, shared, onBatch });
  const end = await leftBehind(shared);
  const { started, succeeded, failed, aborted, refused, attempts, requests, wrong } = tally;
  const held = throttle ? throttle.snapshot().reduce((sum, { inFlight, queued }) => sum + inFlight + queued, 0) : 0;
  console.log(`${adapter.name}: ${started} calls in ${Math.round((Date.now() - begun) / 1000)} s`);
  console.log(`  ${succeeded} succeeded, ${failed} failed (${refused} refused), ${aborted} left by their caller`);
  console.log(`  ${attempts} attempts reported by calls whose caller stayed, ${requests} requests came for them`);
  console.log(`  unhandled rejections: ${unhandled.length}; calls whose account is wrong: ${wrong.length}`);
  for (const line of wrong) console.log(`    ${line}`);
  if (throttle) console.log(`  places still held in the throttle: ${held}`);
  for (const [when, what] of [
    ["after a quarter", early],
    ["after the last", late],
    ["at the end", end],
  ] as const)
    if (what) console.log(`  ${when}: ${shown(what)}`);
  const isLost = started !== succeeded + failed + aborted || attempts !== requests || wrong.length + held > 0;
  const isGrown = (early && late && grows(early, late, concurrency)) || end.sockets + end.waits > 0;
  return !isLost && !isGrown && unhandled.length === 0;
}

async function main(): Promise<void> {
  const options = parse();
  if (options.help) return console.log(help);
  for (const adapter of options.chosen) {
    if (!(await soaked(adapter, options))) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
