import type { Capture } from "../types.ts";

type Reader = (text: string) => readonly Capture[];

/** What the first reader finds that finds anything; the others do not read the text, which may be long. */
export function firstFound(text: string, readers: readonly Reader[]): readonly Capture[] {
  for (const reader of readers) {
    const captures = reader(text);
    if (captures.length > 0) return captures;
  }
  return [];
}
