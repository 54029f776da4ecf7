/** One top-level member of an object: its name, and its value if that is a scalar or empty, else the bracket it opens with. */
const member =
  /\s*(?:,\s*)?"((?:[^"\\]|\\.)*)"\s*:\s*("(?:[^"\\]|\\.)*"|true|false|null|-?\d[\d.eE+-]*(?=[\s,}])|\{\s*\}|\[\s*\]|[[{](?=\s*[^\s]))/y;

/** Values of an error that there is not. */
const nothing = /^(?:null|false|0|""|\{\s*\}|\[\s*\])$/;

/** The longest head that is looked at, in characters: an error says so early. */
export const disguiseWindow = 1024;

/**
 * Tells from its first characters whether the body of a success is a failure in disguise.
 *
 * `page`: a web page. `error`: a top-level error envelope, `"success": false` included. `none`: neither; job and task
 * objects, which have an id, are their owner's business. `undefined`: not told yet, more characters are needed.
 *
 * @param isWhole - whether the head is all there is
 */
export function readDisguise(head: string, isWhole: boolean): "page" | "error" | "none" | undefined {
  const text = head.slice(0, disguiseWindow).trimStart();
  const undecided = isWhole || head.length >= disguiseWindow ? "none" : undefined;
  if (text === "") return undecided;
  if (/^<(?:!doctype|html|head|body|!--)/i.test(text)) return "page";
  const start = /^\[?\s*\{/.exec(text)?.[0].length;
  if (start === undefined) return /^\[?\s*$/.test(text) ? undecided : "none";
  for (let index = start; ; index = member.lastIndex) {
    member.lastIndex = index;
    const [, name, value = ""] = member.exec(text) ?? [];
    if (name === undefined) return text[index] === "}" ? "none" : undecided;
    if (name === "error" && !nothing.test(value)) return "error";
    if (name === "type" && value === '"error"') return "error";
    if (name === "success" && value === "false") return "error";
    const isStructure = value === "{" || value === "[";
    if (isStructure || (["id", "object", "task_id"].includes(name) && value !== "null")) return "none";
  }
}
