import { formatReport } from "@comet-triage/core";
import { hasFailed, reportCapture } from "../capture/index.ts";
import { decisionOf } from "../capture/judge/verdict-on.ts";
import { exitCodeOf } from "../exit-code.ts";
import { ofGateway } from "../gateway/of-gateway.ts";
import { readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { counted } from "../words.ts";

export interface ReportFlags {
  readonly status?: number | undefined;
  /** The failure to report, from 1. Default: the last of the gateway. */
  readonly entry?: number | undefined;
  readonly format: "json" | "markdown" | "text";
}

/** Writes the support report on one failure in the input. */
export async function report(source: string | undefined, flags: ReportFlags, terminal: Terminal): Promise<number> {
  const captures = await readInput(source, flags.status, terminal);
  const failures = captures.filter(hasFailed);
  const { entry, format } = flags;
  const capture = entry === undefined ? ofGateway(captures, terminal).findLast(hasFailed) : failures[entry - 1];
  if (capture === undefined) throw new UsageError(lackOf(failures.length, entry));
  const made = reportCapture(capture, captures);
  terminal.out(format === "json" ? `${JSON.stringify(made, null, 2)}\n` : formatReport(made, format));
  const decision = decisionOf(capture);
  if (decision === undefined) terminal.error("note: The HTTP status is missing: give it as --status.\n");
  return exitCodeOf([decision]);
}

function lackOf(failures: number, entry: number | undefined): string {
  if (failures === 0) return "Nothing failed in it.";
  return entry === undefined
    ? "No call to the gateway failed in it. --entry picks one of its other failures."
    : `It has ${counted(failures, "failure")}; there is no entry ${entry}.`;
}
