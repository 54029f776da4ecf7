import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import type { Bench, Settings } from "./bench.ts";
import { correctness } from "./correctness/bench.ts";
import { classifyCost } from "./costs/classify-cost.ts";
import { cliStart } from "./costs/cli-start.ts";
import { coldImport } from "./costs/cold-import.ts";
import { successPath } from "./costs/success-path.ts";
import { throttleMemory } from "./costs/throttle-memory.ts";
import { writeDocument } from "./document.ts";
import { edgeLoad } from "./edge-load/bench.ts";
import { peerOf, peers } from "./peers/index.ts";
import { nodeBinary } from "./processes/node-binary.ts";
import { reportCost } from "./report/bench.ts";
import { simulation } from "./simulation/bench.ts";
import { bundleSizes } from "./size/size.ts";
import { stormBenches } from "./storms/bench.ts";

const benches: Readonly<Record<string, Bench>> = {
  correctness,
  ...stormBenches,
  simulate: simulation,
  success: successPath,
  "edge-load": edgeLoad,
  memory: throttleMemory,
  classify: classifyCost,
  size: bundleSizes,
  import: coldImport,
  start: cliStart,
  report: reportCost,
};

const help = `pnpm bench [options] [name...]

Names: ${Object.keys(benches).join(", ")}; all of them by default.

  --client <name>   only this client, may be given again: ${peers.map(({ name }) => name).join(", ")}
  --rounds <count>  how often each client is measured; default 1, or 3 with --write
  --quick           a part of it, for development
  --write           write the sections of these names in docs/benchmarks.md`;

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      client: { type: "string", multiple: true },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    throw new Error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}`);
  }
  const rounds = Number(values.rounds ?? (values.write ? 3 : 1));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds must be a whole number from 1; got ${values.rounds}`);
  const settings: Settings = { clients: values.client?.map(peerOf) ?? peers, rounds, quick: values.quick };
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  return { ...values, names, settings };
}

async function main(): Promise<void> {
  const { help: wantsHelp, write, names, settings } = parse();
  if (wantsHelp) return console.log(help);
  console.log(`Node ${process.version}, rounds: ${settings.rounds}`);
  const sections = new Map<string, string>();
  for (const name of names) {
    const bench = benches[name] as Bench;
    const text = await bench.run(settings);
    console.log(`\n## ${bench.title}\n\n${text}`);
    sections.set(name, `## ${bench.title}\n\nCommand: \`npx pnpm@12.21.0 run bench ${name}\`\n\n${text}`);
  }
  if (write) writeDocument(settings, [...sections.values()]);
}

if (nodeBinary() === process.execPath) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  });
} else {
  // Everything is measured under one Node.
  process.exitCode = spawnSync(nodeBinary(), process.argv.slice(1), { stdio: "inherit" }).status ?? 1;
}
