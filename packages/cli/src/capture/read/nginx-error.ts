import type { Capture } from "../types.ts";

/** What nginx failed at, and the request that it had passed on. */
const entry =
  /\[(?:error|crit)\] \d{1,9}#\d{1,9}: \*\d{1,12} ([^\n]{1,300}?)(?: while [a-z ]{1,80})?, client: (?:[^\n]{0,300}? request: "([A-Z]{1,10}) (\S{1,500}))?/;

/** The exchange in an entry of nginx's error log: no answer came from the server behind it. */
export function readNginxError(text: string): readonly Capture[] {
  const [, message, method, url] = entry.exec(text) ?? [];
  return message === undefined ? [] : [{ form: "log", request: { method, url }, error: { name: "Error", message } }];
}
