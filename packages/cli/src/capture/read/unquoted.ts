import { parseJson } from "../../json.ts";

const mark = /^["'`]/;

/** What stands between quotation marks, as JSON reads it if it can; `undefined` without such marks, and for marks within marks. */
export function unquoted(text: string): string | undefined {
  const end = text.length - (text.endsWith(".") ? 2 : 1);
  const [quote = ""] = text;
  if (end < 1 || !mark.test(quote) || text[end] !== quote) return undefined;
  const value = parseJson(text.slice(0, end + 1));
  const inner = typeof value === "string" ? value : text.slice(1, end);
  return mark.test(inner) ? undefined : inner;
}
