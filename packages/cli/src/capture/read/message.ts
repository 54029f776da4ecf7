import { parseJson } from "../../json.ts";
import { isPage } from "./is-page.ts";
import { LiteralReader } from "./literal.ts";

/** What an error's message says about the response behind it. */
export interface Said {
  readonly status?: number | undefined;
  /** The body, if the message contains it: a page, or JSON as text. */
  readonly body?: string | undefined;
  /** The message without the status. */
  readonly text?: string | undefined;
  readonly url?: string | undefined;
}

/** How messages of SDKs begin: `500 …`, `Error code: 500 - …`, `Request failed with status code 500`, `HTTP error! status: 500`, `500 INTERNAL. {…`. */
const withStatus =
  /^(?:(?:[\w:. ]{1,100} - )?error code:? |response code |\[[a-z]+\] "[^"]{0,2000}": |http(?: error)?!? ?(?:status:? )?|request failed with status code |status(?: code)?:? |response status code does not indicate success: |the remote server returned an error: \(|(?:client|server) error ')?([1-5]\d\d)\b[ :')-]*(?:\w{1,40}\. (?=\{))?([\s\S]*)/i;
/** An address within a text. */
export const address = /\bhttps?:\/\/[^\s"'`<>)\],]+/;

export function readMessage(message: string): Said {
  const url = address.exec(message)?.[0];
  const [, status, rest = message] = withStatus.exec(message) ?? [];
  const said = { status: status === undefined ? undefined : Number(status), url };
  const text = rest.trim();
  if (/^(?:status code \(no body\))?\.?$/.test(text)) return { ...said, body: status === undefined ? undefined : "" };
  if (isPage(text)) return { ...said, body: text };
  return /^[[{]/.test(text) ? { ...said, body: jsonOf(text) } : { ...said, text };
}

/** JSON stays as it is; Python's way of writing it becomes JSON. */
export function jsonOf(text: string): string {
  if (parseJson(text) !== undefined) return text;
  try {
    return JSON.stringify(new LiteralReader(text).value());
  } catch {
    return text;
  }
}
