import { readMessage, type Said } from "./message.ts";

/** What precedes a message in a line: its time; its source in brackets, a level that tells of failures, what failed; a quotation mark. */
const lead =
  /^(\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)? )?((?:\[(?![a-z]{3,7}\] ")[^\]]{1,60}\] ?|(?:error|warn(?:ing)?|fatal|critical)\b(?! code)(?::[\w.]{0,60}:|:? )|[\w ]{1,40} failed: ){0,4})(["'`]?)/i;

/** A message that is one wherever it stands: openai's for an empty body, JSON, a page, words with a request id. */
const certain =
  /(?<=^|["'`]|[:|] |\bF |\d ?Z? )[45]\d\d (?=status code \(no body\)|\{["'](?:error|type|code)["']|<(?:!doctype|html)\b|[^{}\n]{1,300}(?:\(request id: |（请求 ID：))/i;

/** What a server said; an access log goes on with the request, a size or a time, and clients add the request. */
const words = /^(?!(?:.*: )?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:\/|https?:))["'`]?\p{L}/iu;

/**
 * The message of an SDK's error in a line of a log, or alone; `undefined` if there is none with a status.
 *
 * @param isAlone - whether the line is no part of a log, in which a number behind a time may count anything
 */
export function messageIn(line: string, isAlone: boolean): Said | undefined {
  if (!/[45]\d\d[ :]/.test(line)) return undefined;
  const [before = "", time, source, quote = ""] = lead.exec(line) ?? [];
  const isBare = time !== undefined && source === "" && !isAlone;
  const said = isBare ? undefined : saidBy(line.slice(before.length), quote);
  const at = line.search(certain);
  return said ?? (at === -1 ? undefined : saidBy(line.slice(at), line[at - 1]));
}

/** Whether a text is a line that begins with a status: the message of an error, even if it quotes another one. */
export function isMessage(text: string): boolean {
  const line = text.trim();
  return line.length < 4096 && !/^Error: |\n/.test(line) && /^[45]\d\d /.test(line.replace(lead, ""));
}

function saidBy(message: string, quote = ""): Said | undefined {
  const isQuoted = /^["'`]$/.test(quote) && message.endsWith(quote);
  const said = readMessage(isQuoted ? message.slice(0, -1) : message);
  if (said.status === undefined || said.status < 400) return undefined;
  return said.text === undefined || words.test(said.text) ? said : { status: said.status };
}
