import type { Capture } from "./types.ts";

/** Where lines of logs put a status, the surest place first. */
const statusPlaces = [
  /\bHTTP\/[\d.]{1,3}"? ([1-5]\d\d)\b/,
  /\bstatus(?:[ _-]?code)?["']?\s{0,3}[=:]?\s{0,3}["']?([1-5]\d\d)\b/i,
  /(?:https?:\/|\s)\/[\w./:?=&%-]{1,500}["'\s)\]][^\w\n]{0,11}([1-5]\d\d)\b/,
  /^(?:\[[^\]]{1,60}\]\s{0,3})?(?:HTTP |Error:? )?([1-5]\d\d)(?=[ :,]|$)/,
];
const address = /\bhttps?:\/\/[^\s"'<>)\],]+/;
const path = /(?<=\s)\/[\w./:-]{2,300}/;
const method = /\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/;
const time = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;

/** The exchanges that lines of a log tell of; a body may follow on the line, or on the next ones. */
export function readLog(text: string): readonly Capture[] {
  const captures: Capture[] = [];
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, index) => {
    const status = statusOf(line);
    return status === undefined ? [] : [{ index, status }];
  });
  for (const [order, { index, status }] of starts.entries()) {
    const line = lines[index] ?? "";
    const rest = lines.slice(index, starts[order + 1]?.index).join("\n");
    const sent = Date.parse(time.exec(line)?.[0].replace(",", ".") ?? "");
    captures.push({
      form: "log",
      request: { method: method.exec(line)?.[1], url: address.exec(line)?.[0] ?? path.exec(line)?.[0] },
      response: { status, body: bodyIn(rest) },
      timestamp: Number.isNaN(sent) ? undefined : sent,
    });
  }
  return captures;
}

function statusOf(line: string): number | undefined {
  const short = line.slice(0, 4096);
  for (const place of statusPlaces) {
    const found = place.exec(short)?.[1];
    if (found !== undefined) return Number(found);
  }
  return undefined;
}

/** The JSON that follows, else the words behind the status. */
function bodyIn(text: string): string | undefined {
  const json = text.indexOf("{");
  if (json !== -1) return text.slice(json, text.lastIndexOf("}") + 1 || undefined);
  return undefined;
}
