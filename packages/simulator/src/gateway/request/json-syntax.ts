/** Whitespace, then a string, a number or literal, or a punctuation mark. */
const token =
  /[\t\n\r ]*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y;
const blanks = /[\t\n\r ]*/y;
const wellBegun = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;

const states = {
  value: "looking for beginning of value",
  item: "looking for beginning of value",
  firstKey: "looking for beginning of object key string",
  key: "looking for beginning of object key string",
  colon: "after object key",
  member: "after object key:value pair",
  element: "after array element",
  end: "after top-level value",
} as const;
type State = keyof typeof states;

/** Says what is wrong with text that is not JSON, in the words of Go's `encoding/json`. */
export function describeSyntax(text: string): string {
  const open: string[] = [];
  let state: State = "value";
  for (let at = 0; ; at = token.lastIndex) {
    token.lastIndex = at;
    const [, string, scalar, mark] = token.exec(text) ?? [];
    const next = string ? "string" : scalar ? "scalar" : mark;
    const then: State | undefined = next === undefined ? undefined : follow(state, next, open);
    if (!then) return complain(text, at, state);
    state = then;
  }
}

/** The state after a token, or nothing where it is not allowed. Updates `open`, the brackets around it. */
function follow(state: State, next: string, open: string[]): State | undefined {
  const closed = (): State => {
    const around = open.at(-1);
    return around === undefined ? "end" : around === "{" ? "member" : "element";
  };
  const isClose =
    (next === "}" && /^(?:firstKey|member)$/.test(state)) || (next === "]" && /^(?:item|element)$/.test(state));
  if (isClose) {
    open.pop();
    return closed();
  }
  if (state === "value" || state === "item") {
    if (next === "string" || next === "scalar") return closed();
    if (next !== "{" && next !== "[") return undefined;
    open.push(next);
    return next === "{" ? "firstKey" : "item";
  }
  if (state === "colon") return next === ":" ? "value" : undefined;
  if (next === "string") return state === "firstKey" || state === "key" ? "colon" : undefined;
  if (next === ",") return state === "member" ? "key" : state === "element" ? "value" : undefined;
  return undefined;
}

function complain(text: string, at: number, state: State): string {
  blanks.lastIndex = at;
  blanks.exec(text);
  const start = blanks.lastIndex;
  const mayBeText = state === "value" || state === "item" || state === "firstKey" || state === "key";
  wellBegun.lastIndex = start;
  // A string that is broken, in a place where a string is allowed.
  if (mayBeText && wellBegun.test(text)) {
    const end = wellBegun.lastIndex;
    const isEscape = text[end] === "\\";
    return invalid(text, isEscape ? end + 1 : end, isEscape ? "in string escape code" : "in string literal");
  }
  return invalid(text, start, states[state]);
}

/** Go reads bytes, and shows one that is not ASCII as Latin-1. */
function invalid(text: string, at: number, where: string): string {
  const found = text.codePointAt(at);
  if (found === undefined) return "unexpected end of JSON input";
  const [byte = 0] = new TextEncoder().encode(String.fromCodePoint(found));
  const shown = byte === 39 ? "\\'" : byte === 34 ? '"' : JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
  return `invalid character '${shown}' ${where}`;
}
