import { textOfEvent } from "../stream-text.ts";

/** Counts the events of a stream's text that contain a piece of the answer, in any of the dialects. */
export function countTokens(stream: string): number {
  return [...stream.matchAll(/^data: (\{.*)$/gm)].filter(([, json = ""]) => textOfEvent(json) !== "").length;
}
