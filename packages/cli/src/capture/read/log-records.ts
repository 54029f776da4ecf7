import { type Fields, fieldsOf, parseJson, textOf } from "../../json.ts";
import type { Capture } from "../types.ts";
import { readHeldRecords } from "./held-records.ts";
import { readText } from "./log-text.ts";
import { withTimeOf } from "./record-time.ts";
import { readJsonValue } from "./value.ts";

/** The lines of a log that are JSON, behind any prefix, and the text between them; nothing if no line is JSON. */
export function readRecords(text: string): readonly Capture[] {
  const captures: (readonly Capture[])[] = [];
  let between: string[] = [];
  let found = false;
  for (const line of text.split("\n")) {
    const record = recordIn(line);
    if (record === undefined) between.push(line);
    else {
      captures.push(readText(between.join("\n")), readRecord(record));
      between = [];
      found = true;
    }
  }
  return found ? [...captures, readText(between.join("\n"))].flat() : [];
}

/** The exchanges in a record of a log: in its fields, or else in its text. */
export function readRecord(record: Fields): readonly Capture[] {
  const { error, err, exception, exc_info, stack, message, msg, event } = record;
  const texts = [error, err, exception, exc_info, stack, message, msg, event]
    .map(textOf)
    .filter((text) => text !== undefined);
  const told = readJsonValue(record) ?? texts.map(readText).find((captures) => captures.length > 0);
  return withTimeOf(record, told ?? readHeldRecords(record));
}

/** Whether a value is a record of a log, rather than the body of a response. */
export const isRecord = (value: unknown): value is Fields =>
  ["level", "levelname", "severity", "errorType"].some((name) => fieldsOf(value)?.[name] !== undefined);

function recordIn(line: string): Fields | undefined {
  const start = line.indexOf("{");
  const value = start !== -1 && line.trimEnd().endsWith("}") ? parseJson(line.slice(start)) : undefined;
  return isRecord(value) ? value : undefined;
}
