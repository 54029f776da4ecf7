import { readEnvelope } from "@comet-triage/core";
import { parseJson } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import { readHeldRecords } from "./held-records.ts";

/** What a value holds of a response. */
export interface Held {
  readonly status?: number | undefined;
  readonly body: string | undefined;
}

/** Whether records are being searched: the texts in them come back here, and would be searched again and again. */
let isSearching = false;

/** The failed response that a JSON text is, or holds. */
export function responseIn(json: string): Held | undefined {
  if (means(json)) return { body: json };
  if (isSearching || !/[\]}]\s*$/.test(json.slice(-40))) return undefined;
  isSearching = true;
  try {
    const held = readHeldRecords(parseJson(json))[0]?.response;
    return held && { status: held.status, body: typeof held.body === "string" ? held.body : JSON.stringify(held.body) };
  } finally {
    isSearching = false;
  }
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
