import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { markdownTable } from "markdown-table";
import type { Bench, Settings } from "../bench.ts";
import { summarize } from "../figures/statistics.ts";
import { nodeBinary } from "../processes/node-binary.ts";
import type { ReportCost } from "./process.ts";
import { shapes } from "./shapes.ts";

/** The budget for a body: milliseconds, and memory as a multiple of its own size. */
const budget = { milliseconds: 1000, times: 10 };

/** The cost of the support report on a body of 10 MB in a new process. */
export const reportCost: Bench = { title: "Cost of a support report on 10 MB", run: costs };

async function costs({ quick }: Settings): Promise<string> {
  const script = fileURLToPath(new URL("process.js", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "comet-triage-report-"));
  try {
    const rows = Object.entries(shapes).map(([name, make]) => {
      const file = join(folder, "body.json");
      writeFileSync(file, make());
      const runs = Array.from({ length: quick ? 1 : 5 }, () => {
        const printed = execFileSync(nodeBinary(), [script, file], { encoding: "utf8" });
        return JSON.parse(printed) as ReportCost;
      });
      return rowOf(name, runs);
    });
    return markdownTable(
      [["body", "size", "report", "in words", "processor", "memory, times its size", "budget"], ...rows],
      {
        align: ["l", "r", "r", "r", "r", "r", "l"],
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(name: string, runs: readonly ReportCost[]): string[] {
  const median = (read: (run: ReportCost) => number): number => summarize(runs.map(read)).median;
  const bytes = median((run) => run.bytes);
  const report = median((run) => run.reportMs);
  const format = median((run) => run.formatMs);
  const times = median((run) => run.peakBytes) / bytes;
  const isKept = report + format < budget.milliseconds && times < budget.times;
  return [
    name,
    `${(bytes / 1e6).toFixed(1)} MB`,
    `${report.toFixed(0)} ms`,
    `${format.toFixed(0)} ms`,
    `${median((run) => run.processorMs).toFixed(0)} ms`,
    `${times.toFixed(1)} x`,
    `${budget.milliseconds} ms, ${budget.times} x ${isKept ? "kept" : "**exceeded**"}`,
  ];
}
