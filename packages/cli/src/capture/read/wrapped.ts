import { fieldsOf, parseJson } from "../../json.ts";

/** A longer line is no line of a log. */
const maxLength = 65_536;

/** The text that Docker or journald wrapped in JSON, a line at a time; `undefined` if they did not. */
export function unwrapped(text: string): string | undefined {
  const end = text.indexOf("\n");
  const first = text.slice(0, end === -1 ? maxLength : Math.min(end, maxLength));
  const name = ["log", "MESSAGE"].find((field) => typeof fieldsOf(parseJson(first))?.[field] === "string");
  if (name === undefined) return undefined;
  return text
    .split("\n")
    .map((line) => `${fieldsOf(parseJson(line))?.[name] ?? line}`.replace(/\n$/, ""))
    .join("\n");
}
