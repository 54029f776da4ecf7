import { type Fields, fieldsOf, textOf } from "../../json.ts";
import type { Capture } from "../types.ts";
import { recordedRule } from "./recorded-rule.ts";

/** Attempts as core records them; `undefined` when the list holds anything else. */
export function readAttempts(list: readonly unknown[]): readonly Capture[] | undefined {
  const records = list.map(fieldsOf).filter((record) => record !== undefined);
  const isLog = records.length > 0 && records.length === list.length && records.every(isAttempt);
  return isLog ? records.map(captureOfAttempt) : undefined;
}

/** Whether this is the record of an attempt; a log may have put its own time in the place of the record's. */
export const isAttempt = ({ attempt, timestamp, durationMs }: Fields): boolean =>
  typeof attempt === "number" && typeof durationMs === "number" && ["number", "string"].includes(typeof timestamp);

export function captureOfAttempt(record: Fields): Capture {
  const { status, timestamp, durationMs, requestId } = record;
  const headers = typeof requestId === "string" ? { "x-request-id": requestId } : undefined;
  const sent = typeof timestamp === "number" ? timestamp : Date.parse(`${timestamp}`);
  return {
    form: "log",
    request: { method: textOf(record.method), url: textOf(record.endpoint), model: textOf(record.model) },
    response: typeof status === "number" ? { status, headers, body: record.body } : undefined,
    error: typeof status === "number" ? undefined : { name: "Error", message: "network error" },
    timestamp: Number.isNaN(sent) ? undefined : sent,
    durationMs: typeof durationMs === "number" ? durationMs : undefined,
    ruleId: recordedRule(record),
  };
}
