import { readEnvelope } from "@comet-triage/core";
import { parseJson, textOf } from "../../json.ts";
import type { Capture } from "../types.ts";
import { isPage } from "./is-page.ts";
import { address, jsonOf, type Said } from "./message.ts";
import { messageIn } from "./message-in-line.ts";
import { recordedRule } from "./recorded-rule.ts";

/** Where log lines put a status, the most reliable place first. */
const statusPlaces = [
  /\bHTTP\/[\d.]{1,3}"? ([1-5]\d\d)\b/,
  // Not the exit code of a process, such as 127 or 137.
  /\b(?:error code:|response code|failed with status code|responded with a status of) ([3-5]\d\d)\b/i,
  /\b(?:indicate success:|returned an error:|awaiting response\.{3}) \(?([1-5]\d\d)\b/,
  // But not 500 rows or bytes.
  /\b(?:[Rr]eturned|[Gg]ot|[Rr]eceived|[Rr]esponded with)(?: an?)?(?: HTTP)?(?: error)?(?: status)?(?: code)? ([45]\d\d)(?= calling | [A-Z]|[.,)]?$)/,
  /\bresulted in an? [`"']([3-5]\d\d)\b/,
  /\bstatus(?:[ _-]?code)?["']?\s{0,3}[=:]?\s{0,3}["']?([1-5]\d\d)\b/i,
  /(?:https?:\/|\s)\/[\w./:?=&%-]{1,500}["'\s)\]][^\w\n]{0,11}([1-5]\d\d)\b/,
  /^(?:\[[^\]]{1,60}\]\s{0,3})?(?:HTTP |Error:? )?([1-5]\d\d)(?=[ :,]|$)/,
];
const path = /(?<=\s)\/[\w./:-]{2,300}/;
/** A method, and the target behind it: an access log has the referrer, too. */
const sentTo =
  /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b(?:\]?:? "?(https?:\/\/[^\s"'`<>)\],]+|\/[\w./:-]{0,300}))?/;
const time = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;

/** What the server said about a failure, if no JSON follows: `500 …: words`, `status code: 500, …, message: words`. */
const wordsBehind = /^(?:[ A-Za-z]{0,40}: |.{0,200}?\bmessage["']?\s{0,3}[:=]\s{0,3})(.+)/;

/** The exchanges described by log lines; a body may follow on the same line or the next ones. */
export function readLog(text: string): Capture[] {
  const captures: Capture[] = [];
  const lines = text.split(/\r?\n/);
  const isAlone = lines.filter((line) => time.test(line)).length < 2;
  const starts = lines.flatMap((line, index) => {
    const found = startIn(line, isAlone);
    return found === undefined ? [] : [{ index, ...found }];
  });
  for (const [order, { index, status, said, behind }] of starts.entries()) {
    const line = lines[index] ?? "";
    // Only the status of the message below, as n8n shows it.
    if (line.trim() === `${status}` && starts[order + 1]?.status === status) continue;
    const rest = lines.slice(index, starts[order + 1]?.index).join("\n");
    const [, method, target] = sentTo.exec(line) ?? [];
    const sent = Date.parse(time.exec(line)?.[0].replace(",", ".") ?? "");
    captures.push({
      form: "log",
      request: { method, url: target ?? address.exec(line)?.[0] ?? path.exec(line)?.[0] },
      response: {
        status,
        body: said
          ? bodyBehind(said, rest)
          : (jsonIn(rest) ?? (status < 400 ? undefined : wordsBehind.exec(behind)?.[1])),
      },
      timestamp: Number.isNaN(sent) ? undefined : sent,
      ruleId: said && recordedRule({ message: line }),
    });
  }
  return captures;
}

interface Start {
  readonly status: number;
  /** What an SDK says, if it is that. */
  readonly said?: Said;
  /** The rest of the line, otherwise. */
  readonly behind: string;
}

function startIn(line: string, isAlone: boolean): Start | undefined {
  const short = line.slice(0, 4096);
  const said = messageIn(short, isAlone);
  if (said?.status !== undefined) return { status: said.status, said, behind: "" };
  for (const place of statusPlaces) {
    const found = place.exec(short);
    if (found) return { status: Number(found[1]), behind: short.slice(found.index + found[0].length) };
  }
  return undefined;
}

/** The body that a message contains, or that follows it: a page, JSON that tells something, or else its own words. */
function bodyBehind({ body, text }: Said, rest: string): unknown {
  if (isPage(body ?? "")) return rest.slice(rest.search(/<[!?]?\w/)).trim();
  const json = jsonIn(rest);
  if (text === undefined) return json;
  const { code, message } = readEnvelope(parseJson(json ?? ""));
  return `${code}${message}` === "" ? { error: { message: text } } : json;
}

/** The JSON that follows, also as Python writes it. */
function jsonIn(text: string): string | undefined {
  const start = text.indexOf("{");
  if (start === -1) return undefined;
  const body = text.slice(start, text.lastIndexOf("}") + 1 || undefined);
  // logfmt writes it as a string.
  const inner = /^\{\s{0,9}\\"/.test(body) ? textOf(parseJson(`"${body}"`)) : undefined;
  return /^\{\s*'/.test(body) ? jsonOf(body) : (inner ?? body);
}
