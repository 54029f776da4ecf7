import { isErrorJson } from "../read/error-member.ts";

/**
 * One top-level member of an object: its name, and its value if that is a scalar or empty, else the bracket it opens
 * with; a text that has not ended yet is its first character.
 */
const member =
  /\s*(?:,\s*)?"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"|true|false|null|-?\d[\d.eE+-]*(?=[\s,}])|\{\s*\}|\[\s*\]|[[{](?=\s*[^\s])|"[^"])/y;

/** A bracket, or a text that brackets may stand in. */
const token = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[[\]{}]/gs;

/** Members of results that belong to the caller, failed or not: an answer, a job, a task. */
const ownNames: readonly string[] = ["id", "object", "task_id"];

/** Values that name no result. */
const nameless: readonly string[] = ["null", '""', '"error"'];

/** The longest head that is examined, in characters: an error says so early. */
export const disguiseWindow = 1024;

/**
 * Tells from its first characters whether the body of a success is a failure in disguise.
 *
 * `page`: a web page. `error`: a top-level error envelope at first sight, see {@link readMembers}. `none`: neither.
 * `undefined`: undecided, more characters are needed.
 *
 * @param isWhole - whether the head is all there is
 * @param isHtml - whether it is declared as HTML, so that any tag begins a page
 */
export function readDisguise(head: string, isWhole: boolean, isHtml?: boolean): "page" | "error" | "none" | undefined {
  const start = head.slice(0, disguiseWindow).trimStart();
  const text = start.replace(/^(?:<!--.*?(?:-->|$)\s*)+/s, "");
  if ((isHtml && start[0] === "<") || /^<(?:!doctype|html|head|body)/i.test(text)) return "page";
  return readMembers(text, true) ?? (isWhole || head.length >= disguiseWindow ? "none" : undefined);
}

/**
 * Recognizes an error envelope, `"success": false` included, by the members of the object. Jobs and tasks, which have an id,
 * may say that they failed: that is for the caller to handle.
 *
 * @param stopsAtError - an error is reported at once; by default an id is also looked for after it, where sorted names put it
 * @returns `undefined` if the text ends before that is decided
 */
export function readMembers(text: string, stopsAtError?: boolean): "error" | "none" | undefined {
  const start = /^\[?\s*\{/.exec(text)?.[0].length;
  if (start === undefined) return /^\[?\s*$/.test(text) ? undefined : "none";
  let found: "error" | undefined;
  let isAlone: boolean | undefined;
  for (let index: number | undefined = start; index !== undefined; ) {
    member.lastIndex = index;
    const [, name, value = ""] = member.exec(text) ?? [];
    if (name === undefined) {
      const isEnd = text.slice(index).trimStart()[0] === "}";
      return found ?? (isEnd ? (isAlone ? "error" : "none") : undefined);
    }
    if (ownNames.includes(name) && !nameless.includes(value)) return "none";
    // An error object that says nothing.
    isAlone = isAlone === undefined && name === "error" && /^[[{]/.test(value);
    const isOpen = value === "{" || value === "[";
    const from = member.lastIndex - value.length;
    index = isOpen ? endOf(text, from) : member.lastIndex;
    if (isErrorMember(name, isOpen ? text.slice(from, index) : value)) found = "error";
    if (found && stopsAtError) return found;
    // The answer has begun.
    if (!found && isOpen && (value === "[" || name === "data")) return "none";
  }
  return found;
}

/** `value` may lack its end. */
const isErrorMember = (name: string, value: string): boolean =>
  (name === "error" && isErrorJson(value)) ||
  ((name === "type" || name === "object") && value === '"error"') ||
  (name === "success" && value === "false") ||
  (name === "base_resp" && /"status_code"\s*:\s*[1-9]/.test(value)) ||
  (name.startsWith("Response") && /^\{[^[{]*"Error"\s*:\s*\{\s*"/.test(value));

/** Where the structure that opens at `from` ends; `undefined` if its end is missing. */
function endOf(text: string, from: number): number | undefined {
  token.lastIndex = from;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [first = ""] = found[0];
    if ("[{".includes(first)) depth += 1;
    if ("]}".includes(first)) depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}
