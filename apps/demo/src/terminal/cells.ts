import type { AttemptRecord } from "@comet-triage/core";
import { clean } from "./clean.ts";
import type { Ending } from "./send.ts";

/** The cells of a row, as plain text. */
export interface Cells {
  /** Status and code of the failure, else of the answer. */
  readonly seen: string;
  readonly rule: string;
  readonly verdict: string;
  readonly attempts: string;
  readonly outcome: string;
  /** Empty when there is nothing to do. */
  readonly action: string;
}

const none = "–";

export function cellsOf({ verdict, attempts, outcome, isOk, received }: Ending): Cells {
  const status = (verdict ?? received)?.status;
  const wait = isOk ? undefined : verdict?.retryAfterMs;
  return {
    seen: tellSeen(status, verdict?.code),
    rule: verdict?.ruleId ?? none,
    verdict: verdict === undefined ? none : `${verdict.category}, ${verdict.retry}`,
    attempts: tellAttempts(attempts) + (wait === undefined ? "" : `; asked to wait ${tellTime(wait)}`),
    outcome,
    action: verdict?.action ?? "",
  };
}

/** "500 invalid_request". Google's code only repeats the status. */
function tellSeen(status: number | undefined, code = ""): string {
  const known = status === undefined ? "no answer" : `${status}`;
  return code === "" || code === known ? known : `${known} ${clean(code)}`;
}

/** "3 attempts, 52 ms, 98 ms": the waits between them. */
function tellAttempts(attempts: readonly AttemptRecord[]): string {
  const waits = attempts.flatMap(({ delayMs }) => (delayMs === undefined ? [] : [tellTime(delayMs)]));
  return [`${attempts.length} ${attempts.length === 1 ? "attempt" : "attempts"}`, ...waits].join(", ");
}

const tellTime = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Number((milliseconds / 1000).toFixed(1))} s`;
