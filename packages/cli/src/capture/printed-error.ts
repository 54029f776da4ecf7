import { LiteralReader } from "./literal.ts";
import type { Capture } from "./types.ts";
import { readJsonValue } from "./value.ts";

/** The head of an error, at the start of a line or a quotation; but not the text of a status, as in `500 Server Error: `. */
const head =
  /(?<!\b[1-5]\d\d (?:Internal )?(?:Server|Client))(?:^|[\s"'`(:])((?:(?:[\w$]+\.){0,6}(?:[A-Z][\w$]*)?(?:Error|Exception)(?: \[[\w.]+\])?|(?:\w+\.){1,6}\w+Timeout): )/;

/** The exchanges behind an error as Node, Python or a browser's console prints it. */
export function readPrintedError(text: string): readonly Capture[] {
  const found = head.exec(text);
  if (found === null) return [];
  const start = found.index + found[0].length - (found[1]?.length ?? 0);
  try {
    return readJsonValue(new LiteralReader(text, start).value()) ?? [];
  } catch {
    return [];
  }
}
