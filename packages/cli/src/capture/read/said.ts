import type { Fields } from "../../json.ts";
import type { Place } from "./status-in.ts";
import { mark } from "./values-in.ts";

/** The members of an error. */
export interface Said {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
}

interface Found {
  readonly said?: Said | undefined;
  /** A page, or nothing where a message says so. */
  readonly body?: string | undefined;
  readonly headers?: Fields | undefined;
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/** A method, and the target behind it: an access log has the referrer, too. */
const sentTo =
  /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b(?:\]?:? "?(https?:\/\/[^\s"'`<>)\],]+|\/[\w./:-]{0,300}))?/;

/** Where errors name the URL that was called; a server's message may name another one. */
const forUrl = /(?:\bfor url|[,{(] ?url|\burl(?==))[:=]? ?["'(]?(https?:\/\/[^\s"'`<>)\],]+)/;

const page = /(?<=^|[\s:])<(?:!doctype|html|head|\?xml)[\s\S]*/i;

/** Fields as `key=value`; a value without quotation marks ends before the next key. */
const pair =
  /(?<=^|[\s,;])((?:err(?:or)?\.)?[\w-]{1,40})=("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^\s=,"']+(?: [^\s=]+(?=\s|$))*)/g;

/** What the line of a status and the text behind it tell besides. */
export function saidIn(place: Place & { readonly line: string }, rest: string, isMessage: boolean): Found {
  const { line, status, start, isHead } = place;
  const [, method, target] = sentTo.exec(line) ?? [];
  const url = target ?? forUrl.exec(line)?.[1];
  const body = page.exec(rest)?.[0].trim();
  if (body !== undefined || status < 400) return { method, url, body };
  const quote = /["'`]/.exec(line[start - 1] ?? "")?.[0];
  const text = isMessage || !isHead ? rest : (rest.split("\n", 1)[0] ?? "");
  const own = (quote && text.endsWith(quote) ? text.slice(0, -1) : text).trim();
  if (isHead && /^(?:status code \(no body\))?\.?$/.test(own)) return { method, url, body: "" };
  // What the server said may itself mention fields.
  const { headers, ...fields } = isHead ? {} : fieldsIn(line);
  const said = { message: wordsIn(own, isHead, isMessage), ...typeAndCode.exec(own)?.groups, ...fields };
  return { method, url, headers, said: said.message === undefined && said.code === undefined ? undefined : said };
}

/** How .NET puts what a body says: `HTTP 500 (type: code)`. */
const typeAndCode = /^\((?<type>\w{1,60}): (?<code>\w{1,60})\)/;

/** What the server said behind a status, without its reason phrase; `undefined` for the rest of an access log's line. */
function wordsIn(text: string, isHead: boolean, isMessage: boolean): string | undefined {
  const [line = "", ...others] = text
    .replace(/ for url[^\n]*/, "")
    .replaceAll(mark, "")
    .split("\n");
  const short = line.slice(0, 4096).replace(/^["'`)\]]*\s?(?:\([^)]{0,60}\)\.?)?/, "");
  const [, behind] = isHead
    ? []
    : (/^(?:[^\n]{0,200}?\bmessage["']?\s?[:=]\s?|[ A-Za-z]{0,40}: ?| - )(.+)/.exec(short) ?? []);
  const own = isHead ? short.replace(/^(?:[A-Z][a-z]{1,20} ?){1,4}: /, "") : (behind ?? "");
  const words = (isMessage && (isHead || own === "") ? [own, ...others].join("\n") : own).trim();
  return /^["'`]?\p{L}/u.test(words) && !request.test(words) ? words : undefined;
}

const request = /^(?:.{0,200}: )?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:\/|https?:)/;

/** What the keys of a line's fields name, where an error's own fields outrank those of the log's record. */
const names: Readonly<Record<string, readonly string[]>> = {
  message: ["error.message", "err.message", "message", "error", "err", "msg"],
  code: ["error.code", "err.code", "code"],
  type: ["error.type", "err.type"],
};
const headerNames: Readonly<Record<string, readonly string[]>> = {
  "x-request-id": ["request_id", "request-id", "requestId"],
  "retry-after": ["retry-after", "retry_after"],
};

function fieldsIn(line: string): Said & { readonly headers?: Fields | undefined } {
  const pairs = new Map<string, string>();
  for (const [, name = "", value = ""] of line.slice(0, 4096).matchAll(pair)) {
    if (value !== mark) pairs.set(name, /^["']/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value);
  }
  const pick = (from: typeof names) =>
    Object.fromEntries(
      Object.entries(from).flatMap(([name, keys]) => {
        const key = keys.find((key) => pairs.has(key));
        return key === undefined ? [] : [[name, pairs.get(key)]];
      }),
    );
  return pairs.size === 0 ? {} : { ...pick(names), headers: pick(headerNames) };
}
