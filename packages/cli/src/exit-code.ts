import type { Verdict } from "@comet-triage/core";

/** The exit codes of a run. */
export const exitCodes = { nothingWrong: 0, badUsage: 2, fixTheRequest: 10, retryLater: 20 } as const;

/** A failure that must be fixed outranks any that may pass. */
export function exitCodeOf(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return exitCodes.nothingWrong;
  return verdicts.every(({ retryable }) => retryable) ? exitCodes.retryLater : exitCodes.fixTheRequest;
}
