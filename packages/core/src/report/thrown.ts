import { causesOf } from "../read/causes.ts";

/** Name, code and message of what was thrown and of its causes, each once. Total. */
export function thrownInWords(error: unknown): string[] {
  const words = [...causesOf(error)].map(({ name, code, message }) => [name, code, message].filter(Boolean).join(": "));
  return [...new Set(words.filter(Boolean))];
}
