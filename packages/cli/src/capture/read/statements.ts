import { readEnvelope } from "@comet-triage/core";
import type { Fields } from "../../json.ts";
import { firstHeld } from "./response-in.ts";
import { type Said, saidIn } from "./said.ts";
import { type Place, statusIn } from "./status-in.ts";
import { mark, valuesIn } from "./values-in.ts";

/** What a text tells about a response. */
export interface Statement {
  readonly status?: number | undefined;
  /** The body, if the text contains it: JSON, a page, or nothing. */
  readonly body?: string | undefined;
  /** What the server said, if there is no body. */
  readonly said?: Said | undefined;
  readonly headers?: Fields | undefined;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The line that states the status. */
  readonly line: string;
  /** Whether the line, or what follows its time and level, is the message of an error. */
  readonly isMessage: boolean;
}

/** A line with a status, and how many values precede it in the text. */
interface Start extends Place {
  readonly index: number;
  readonly line: string;
  readonly valuesBeforeLine: number;
  readonly valuesBefore: number;
}

const time = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;

/** The time in the access logs of web servers. */
const accessTime = /\[(\d\d\/[A-Z][a-z]{2}\/\d{4}):(\d\d:\d\d:\d\d [+-]\d{4})\]/;

/** When a line of a log was written, in milliseconds since the epoch. */
export function timeOf(line: string): number | undefined {
  const [, date, clock] = accessTime.exec(line) ?? [];
  const told = time.exec(line)?.[0].replace(",", ".") ?? (date && `${date.replaceAll("/", " ")} ${clock}`);
  const written = Date.parse(told ?? "");
  return Number.isNaN(written) ? undefined : written;
}

/** What an error's message tells about the response behind it. */
export const statementOf = (message: string): Statement | undefined => statementsIn(message, true)[0];

/**
 * What a text tells: where it states a status, in each line that does, with the lines behind it; else by the JSON in it,
 * if that means something.
 *
 * @param isMessage - whether the text is the message of one error, and only its first status counts
 */
export function statementsIn(whole: string, isMessage = false): readonly Statement[] {
  const { text, values } = valuesIn(whole);
  const lines = text.split("\n");
  const all = startsIn(lines);
  const starts = isMessage ? all.slice(0, 1) : all.filter((start, order) => !isRepeated(start, all[order + 1]));
  const statements = starts.map((start, order): Statement => {
    const next = starts[order + 1];
    const behind = values.slice(start.valuesBefore, next?.valuesBeforeLine);
    const before = values.slice(starts.length === 1 ? 0 : start.valuesBeforeLine, start.valuesBefore);
    const rest = [start.line.slice(start.end), ...lines.slice(start.index + 1, next?.index)].join("\n");
    const { status, line, isHead } = start;
    const { body, ...said } = saidIn(start, rest, isMessage);
    const page = body && behind.reduce((filled, value) => filled.replace(mark, () => value), body);
    const json = firstHeld(behind)?.body ?? behind.find(isTelling);
    // JSON that tells nothing may be the log's own.
    const other = said.said?.message === undefined ? behind[0] : undefined;
    return { status, line, isMessage: isHead, ...said, body: page ?? json ?? other ?? firstHeld(before)?.body };
  });
  if (statements.length > 0) return statements;
  const held = firstHeld(values);
  return held === undefined ? [] : [{ ...held, line: "", isMessage: false }];
}

/** Whether a line has only the status of the message below, as n8n shows it. */
const isRepeated = ({ line, status }: Start, next: Start | undefined): boolean =>
  line.trim() === `${status}` && next?.status === status;

function startsIn(lines: readonly string[]): readonly Start[] {
  const isAlone = lines.filter((line) => time.test(line)).length < 2;
  const starts: Start[] = [];
  let values = 0;
  for (const [index, line] of lines.entries()) {
    const place = statusIn(line, isAlone);
    const valuesBefore = values + marksIn(line.slice(0, place?.start));
    if (place) starts.push({ ...place, index, line, valuesBeforeLine: values, valuesBefore });
    values += marksIn(line);
  }
  return starts;
}

const isTelling = (json: string): boolean => {
  const { code, message } = readEnvelope(json);
  return code + message !== "";
};

const marksIn = (text: string): number => (text.includes(mark) ? text.split(mark).length - 1 : 0);
