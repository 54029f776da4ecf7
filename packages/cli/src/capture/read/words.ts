import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";

/** Longer text is prose, not an error message. */
const maxLength = 500;

/** What the gateway puts behind its messages: such a line is one wherever it stands. */
const certain = /\(request id: |（请求 ID：/i;

/** Error messages copied without name and status; recognized by what they mean to the table. */
export function readWords(text: string): readonly Capture[] {
  const lines = text.trim().split("\n");
  return lines.length === 1 ? readLine(text) : lines.filter((line) => certain.test(line)).flatMap(readLine);
}

function readLine(line: string): readonly Capture[] {
  const message = line.trim();
  if (message.length > maxLength) return [];
  const meanings: readonly Capture[] = [
    { form: "error", error: { name: "Error", message } },
    { form: "error", error: { name: "SyntaxError", message } },
    { form: "body", response: { body: JSON.stringify({ error: { message } }) } },
  ];
  return meanings.filter(isKnown).slice(0, 1);
}
