import { type Fields, textOf } from "../../json.ts";
import type { Capture } from "../types.ts";

/** Where loggers keep the time, in milliseconds or seconds since the epoch, or as text. */
const names = ["time", "timestamp", "@timestamp", "@t", "ts", "start_time"];

/** Captures with the time of the record that they were found in, where they have none of their own. */
export function withTimeOf(fields: Fields, captures: readonly Capture[]): readonly Capture[] {
  const timestamp = names.map((name) => timeIn(fields[name])).find((time) => time !== undefined);
  return timestamp === undefined
    ? captures
    : captures.map((found) => ({ ...found, timestamp: found.timestamp ?? timestamp }));
}

function timeIn(value: unknown): number | undefined {
  const time = typeof value === "number" ? value * (value < 1e11 ? 1000 : 1) : Date.parse(textOf(value) ?? "");
  return time > 1e11 && time < 1e13 ? Math.round(time) : undefined;
}
