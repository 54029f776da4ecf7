import { readEnvelope } from "@comet-triage/core";
import { parseJson } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import { readHeldRecords } from "./held-records.ts";

/** What a value holds of a response. */
export interface Held {
  readonly status?: number | undefined;
  readonly body: string | undefined;
}

/** The failed response that a JSON text is, or holds. */
export function responseIn(json: string): Held | undefined {
  if (means(json)) return { body: json };
  const held = /[\]}]\s*$/.test(json.slice(-40)) ? readHeldRecords(parseJson(json))[0]?.response : undefined;
  return held && { status: held.status, body: typeof held.body === "string" ? held.body : JSON.stringify(held.body) };
}

/** The first of several that is one or holds one. */
export function firstHeld(texts: readonly string[]): Held | undefined {
  for (const json of texts) {
    const held = responseIn(json);
    if (held) return held;
  }
  return undefined;
}

/** Whether a body says that something failed, in a way that core understands. */
function means(body: string): boolean {
  const { isError, message, code } = readEnvelope(body);
  return isError || (message + code !== "" && isKnown({ form: "body", response: { body } }));
}
