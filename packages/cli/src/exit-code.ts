import type { Verdict } from "@comet-triage/core";

/** The exit codes of a run. */
export const exitCodes = { nothingWrong: 0, badUsage: 2, fixTheRequest: 10, retryLater: 20 } as const;

/**
 * A failure that must be fixed outranks any that may pass.
 *
 * @param verdicts - `undefined` for a failure that cannot be judged without its status
 */
export function exitCodeOf(verdicts: readonly (Verdict | undefined)[]): number {
  if (verdicts.length === 0) return exitCodes.nothingWrong;
  if (verdicts.some((verdict) => verdict?.retryable === false)) return exitCodes.fixTheRequest;
  return verdicts.includes(undefined) ? exitCodes.badUsage : exitCodes.retryLater;
}
