import { parseArgs } from "node:util";
import { createThrottle } from "@comet-triage/core";
import { adapters } from "../faults/adapters.ts";
import { type LeftBehind, leftBehind } from "./left-behind.ts";
import { soak } from "./soak.ts";

const help = `pnpm soak [options]

  --calls <count>        per adapter; default 200 000
  --adapter <name>       only this one, may be given again: ${adapters.map(({ name }) => name).join(", ")}
  --seed <number>        the same seed makes the same calls; default 1
  --concurrency <count>  calls at a time; default 48
  --throttle             one throttle for all calls of an adapter`;

/** How much more a process may hold after three quarters of the calls than after the first, in bytes. */
const mostGrowth = 16 * 1024 * 1024;

const shown = ({ heapBytes, sockets, timers }: LeftBehind): string =>
  `${(heapBytes / 1024 / 1024).toFixed(1)} MB, ${sockets} sockets, ${timers} timers`;

async function main(): Promise<void> {
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
  if (values.help) return console.log(help);
  const [calls, seed, concurrency] = [values.calls, values.seed, values.concurrency].map((text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1) throw new Error(`${text} must be a whole number from 1`);
    return number;
  }) as [number, number, number];
  const unhandled: unknown[] = [];
  process.on("unhandledRejection", (reason) => unhandled.push(reason));

  for (const adapter of adapters.filter(({ name }) => values.adapter?.includes(name) ?? true)) {
    let early: Promise<LeftBehind> | undefined;
    const onBatch = (done: number) => {
      if (done >= calls / 4) early ??= leftBehind();
    };
    const begun = Date.now();
    const tally = await soak({
      adapter,
      calls,
      seed,
      concurrency,
      throttle: values.throttle && createThrottle(),
      onBatch,
    });
    const [before, after] = [await early, await leftBehind()];
    const { started, succeeded, failed, aborted, attempts, requests, wrong } = tally;
    console.log(`${adapter.name}: ${started} calls in ${Math.round((Date.now() - begun) / 1000)} s`);
    console.log(`  ${succeeded} succeeded, ${failed} failed, ${aborted} left by their caller`);
    console.log(`  ${attempts} attempts told of by calls whose caller stayed, ${requests} requests came for them`);
    console.log(`  unhandled rejections: ${unhandled.length}; calls whose account is wrong: ${wrong.length}`);
    for (const line of wrong) console.log(`    ${line}`);
    if (before) console.log(`  after a quarter: ${shown(before)}; at the end: ${shown(after)}`);
    const isLost = started !== succeeded + failed + aborted || attempts !== requests || wrong.length > 0;
    const isGrown = before !== undefined && after.heapBytes - before.heapBytes > mostGrowth;
    if (isLost || isGrown || unhandled.length > 0) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
