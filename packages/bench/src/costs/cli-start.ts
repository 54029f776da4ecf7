import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "../bench.ts";
import { compare, figuresTable, type Sample } from "../figures/measure.ts";
import { nodeBinary } from "../processes/node-binary.ts";

/** The time until the command line has printed its help. */
export const cliStart: Bench = { title: "Start of the command line", run: starts };

async function starts(): Promise<string> {
  const bin = fileURLToPath(
    new URL("bin.js", import.meta.resolve("@comet-triage/cli/capture").replace("capture/", "")),
  );
  const figures = await compare(
    { "node -e 0": starting("-e", "0"), "comet-triage --help": starting(bin, "--help") },
    15,
    2,
  );
  return figuresTable("whole process", figures, { "comet-triage --help": 3 });
}

const starting =
  (...args: readonly string[]): Sample =>
  () => {
    const start = process.hrtime.bigint();
    execFileSync(nodeBinary(), args, { stdio: "ignore" });
    return Number(process.hrtime.bigint() - start);
  };
