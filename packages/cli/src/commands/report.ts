import { classify, formatReport } from "@comet-triage/core";
import { failureOf, hasFailed, reportCapture } from "../capture/index.ts";
import { counted } from "../doctor/words.ts";
import { exitCodeOf } from "../exit-code.ts";
import { readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export interface ReportFlags {
  readonly status?: number | undefined;
  /** The failure to report, from 1. Default: the last. */
  readonly entry?: number | undefined;
  readonly format: "json" | "markdown" | "text";
}

/** Writes the support report on one failure in the input. */
export async function report(source: string | undefined, flags: ReportFlags, terminal: Terminal): Promise<number> {
  const captures = await readInput(source, flags.status, terminal);
  const failures = captures.filter(hasFailed);
  const { entry = failures.length, format } = flags;
  const capture = failures[entry - 1];
  if (capture === undefined) {
    const found =
      failures.length === 0
        ? "Nothing failed in it."
        : `It has ${counted(failures.length, "failure")}; there is no entry ${entry}.`;
    throw new UsageError(found);
  }
  const made = reportCapture(capture, captures);
  terminal.out(format === "json" ? `${JSON.stringify(made, null, 2)}\n` : formatReport(made, format));
  return exitCodeOf([classify(failureOf(capture))]);
}
