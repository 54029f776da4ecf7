import { readEnvelope } from "@comet-triage/core";
import { fieldsOf, parseJson } from "../../json.ts";

/** Whether a body is what a success returns, at first sight: an answer, a list or a stream, but no message. It may contain an error. */
export function isAnswer(body: unknown): boolean {
  const { kind, message } = readEnvelope(body);
  if (kind === "stream") return true;
  if (message !== "") return false;
  const { object, choices, content, candidates, data } =
    fieldsOf(typeof body === "string" ? parseJson(body) : body) ?? {};
  return (typeof object === "string" && object !== "error") || [choices, content, candidates, data].some(Array.isArray);
}
