import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";

/** Longer text is prose, not an error message. */
const maxLength = 500;

/** An error message copied without name and status; recognized by what it means to the table. */
export function readWords(text: string): readonly Capture[] {
  const message = text.trim();
  if (message.length > maxLength || message.includes("\n")) return [];
  const name = /^unexpected token/i.test(message) ? "SyntaxError" : "Error";
  const meanings: readonly Capture[] = [
    { form: "error", error: { name, message } },
    { form: "body", response: { body: JSON.stringify({ error: { message } }) } },
  ];
  return meanings.filter(isKnown).slice(0, 1);
}
