import { fieldsOf } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";
import { LiteralReader } from "./literal.ts";
import { responseIn } from "./response-in.ts";
import { readJsonValue } from "./value.ts";
import { valuesIn } from "./values-in.ts";

/** The head of an error, at the start of a line or a quotation; but not the text of a status, as in `500 Server Error: `. */
const head =
  /(?<!\b[1-5]\d\d (?:Internal )?(?:Server|Client))(?:^|[\s"'`(:])((?:(?:[\w$]+\.){0,6}(?:[A-Z][\w$]*)?(?:Error|Exception)(?: \[[\w.]+\])?|(?:\w+\.){1,6}\w+Timeout): )/;

/** What Python prints between the errors of a chain. */
const link =
  /\n[ \t]{0,20}(?:The above exception was the direct cause of the following|During handling of the above exception, another) exception[^\n]*/;

/** The exchanges behind an error as Node, Python or a browser's console prints it; of a chain, the first that means something. */
export function readPrintedError(text: string): readonly Capture[] {
  const errors = text
    .split(link)
    .map(readOne)
    .filter((captures) => captures.length > 0);
  return errors.find((captures) => captures.some(isKnown)) ?? errors[0] ?? [];
}

function readOne(text: string): readonly Capture[] {
  const found = head.exec(text);
  if (found === null) return [];
  const start = found.index + found[0].length - (found[1]?.length ?? 0);
  try {
    const error = fieldsOf(new LiteralReader(text, start).value());
    const message = `${error?.message ?? ""}${printedBefore(text.slice(0, start))}`;
    return readJsonValue(message === "" ? error : { ...error, message }) ?? [];
  } catch {
    return [];
  }
}

/** The body that was printed right before an error, as Python's programs often do, on a line of its own; else nothing. */
function printedBefore(text: string): string {
  const { text: around, values } = valuesIn(text);
  const body = values.at(-1);
  const isClose = /\uFFFC\s*(?:Traceback \(most recent call last\):[^\uFFFC]*)?$/.test(around);
  return isClose && body !== undefined && responseIn(body) ? `\n${body}` : "";
}
