import { type Fields, fieldsOf, textOf } from "../../json.ts";
import type { Capture } from "../types.ts";

/** Attempts as core records them; `undefined` when the list holds anything else. */
export function readAttempts(list: readonly unknown[]): readonly Capture[] | undefined {
  const records = list.map(fieldsOf).filter((record) => record !== undefined);
  const isLog = records.length > 0 && records.length === list.length && records.every(isAttempt);
  return isLog ? records.map(captureOf) : undefined;
}

const isAttempt = ({ attempt, timestamp }: Fields): boolean =>
  typeof attempt === "number" && typeof timestamp === "number";

function captureOf(record: Fields): Capture {
  const { status, timestamp, durationMs } = record;
  return {
    form: "log",
    request: { method: textOf(record.method), url: textOf(record.endpoint), model: textOf(record.model) },
    response: typeof status === "number" ? { status, body: record.body } : undefined,
    error: typeof status === "number" ? undefined : { name: "Error", message: "network error" },
    timestamp: timestamp as number,
    durationMs: typeof durationMs === "number" ? durationMs : undefined,
  };
}
