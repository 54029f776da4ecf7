import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";
import { firstFound } from "./first-found.ts";
import { readLog } from "./log.ts";
import { readNginxError } from "./nginx-error.ts";
import { readPrintedError } from "./printed-error.ts";
import { isMessage } from "./status-in.ts";

/** Between two entries of a log: the next line begins with its time. */
const border = /\n(?=\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )/;

/** The exchanges in a log without JSON: in the errors printed in it, and in its lines. */
export function readText(text: string): readonly Capture[] {
  return firstFound(text, [readEntries, readKnown, readLog, readPrinted]);
}

/** What each entry tells; nothing if there are not several, or none has an error that means something. */
function readEntries(text: string): readonly Capture[] {
  const entries = text.split(border);
  if (entries.length < 2) return [];
  const captures: Capture[][] = [];
  let others: string[] = [];
  for (const entry of entries) {
    const printed = readKnown(entry);
    if (printed.length === 0) others.push(entry);
    else {
      const before = readLog(others.join("\n"));
      if (isSame(before.at(-1), printed[0])) before.pop();
      captures.push(before, [...printed]);
      others = [];
    }
  }
  return captures.length > 0 ? [...captures, readLog(others.join("\n"))].flat() : [];
}

/** Whether a line has only the status of what was then thrown: clients log the answer first. */
const isSame = (line: Capture | undefined, thrown: Capture | undefined): boolean =>
  line?.response?.body === undefined && line?.response?.status === thrown?.response?.status;

/** Printed errors that mean something; of others, the lines may tell more. */
const readKnown = (text: string): readonly Capture[] =>
  readPrinted(text).filter((capture) => capture.response || isKnown(capture));

const readPrinted = (text: string): readonly Capture[] =>
  isMessage(text) ? [] : firstFound(text, [readPrintedError, readNginxError]);
