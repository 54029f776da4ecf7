import { parseArgs } from "node:util";
import fc from "fast-check";
import { growthOf, mostGrowth } from "./growth.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets/index.ts";

const help = `pnpm fuzz [options]

  --target <name>   only this one, may be given again: ${targets.map(({ name }) => name).join(", ")}
  --runs <count>    inputs per target; default 10 000
  --seed <number>   the same seed gives the same inputs; default: chosen and printed
  --path <path>     of a failure that was printed, to see it again
  --growth <n>      instead: how the work grows from n over 2n to 4n characters, such as 50 000`;

function parse() {
  const { values } = parseArgs({
    options: {
      target: { type: "string", multiple: true },
      runs: { type: "string", default: "10000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000_007) },
      path: { type: "string" },
      growth: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const chosen = values.target?.map((name) => {
    const target = targets.find((item) => item.name === name);
    if (target === undefined) throw new Error(`There is no target ${name}.\n\n${help}`);
    return target;
  });
  const count = (name: "runs" | "seed" | "growth"): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1`);
    return number;
  };
  const growth = values.growth === undefined ? undefined : count("growth");
  return {
    chosen: chosen ?? targets,
    runs: count("runs"),
    seed: count("seed"),
    path: values.path,
    growth,
    help: values.help,
  };
}

async function fuzz(target: Target, seed: number, runs: number, path: string | undefined): Promise<boolean> {
  const property = target.property() as fc.IAsyncProperty<unknown>;
  const details = await fc.check(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
  const tried = `${target.name}: ${details.numRuns} inputs`;
  console.log(details.failed ? `${tried}, FAILED` : `${tried} survived`);
  if (details.failed) console.error(`${fc.defaultReportMessage(details)}\n${shownError(details.errorInstance)}`);
  return !details.failed;
}

/** Even what was thrown may be hostile. */
function shownError(error: unknown): string {
  try {
    return String(error instanceof Error ? error.stack : error);
  } catch {
    return "What was thrown cannot be shown.";
  }
}

async function growth(target: Target, n: number): Promise<boolean> {
  const found = await growthOf(target, n);
  const worst = found.reduce((most, { ratio }) => Math.max(most, ratio), 0);
  const bad = found.filter(({ ratio }) => ratio > mostGrowth);
  if (target.read !== undefined) {
    console.log(
      `${target.name}: ${found.length} kinds of text took long enough to tell, worst growth ${worst.toFixed(1)}`,
    );
  }
  for (const { piece, ms, ratio } of bad) {
    console.log(`  ${JSON.stringify(piece)}: ${ms.map((time) => time.toFixed(1)).join(", ")} ms, ${ratio.toFixed(1)}`);
  }
  return bad.length === 0;
}

async function main(): Promise<void> {
  const { help: wantsHelp, chosen, seed, runs, path, growth: n } = parse();
  if (wantsHelp) return console.log(help);
  console.log(n === undefined ? `Seed ${seed}, ${runs} inputs for each target` : `From ${n} to ${4 * n} characters`);
  for (const target of chosen) {
    const holds = n === undefined ? await fuzz(target, seed, runs, path) : await growth(target, n);
    if (!holds) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
