import type { Verdict } from "@comet-triage/core";

/** What a run says to the shell. */
export const exitCodes = { nothingWrong: 0, badUsage: 2, fixTheRequest: 10, retryLater: 20 } as const;

/** One failure that has to be mended counts more than any that passes by itself. */
export function exitCodeOf(verdicts: readonly Verdict[]): number {
  if (verdicts.length === 0) return exitCodes.nothingWrong;
  return verdicts.every(({ retryable }) => retryable) ? exitCodes.retryLater : exitCodes.fixTheRequest;
}
