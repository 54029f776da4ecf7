/** Where a text states the status of a response. */
export interface Place {
  readonly status: number;
  /** Where the text before and behind it ends and begins. */
  readonly start: number;
  readonly end: number;
  /** Whether it begins the message of an error, whose other words are what the server said. */
  readonly isHead: boolean;
}

/** What precedes a message in a line: its time; its source in brackets, a level that tells of failures, what failed; a quotation mark. */
const lead =
  /^(\d{4}-\d\d-\d\d[T ][\d:.,]{5,18}(?:Z|[+-]\d\d:?\d\d)? )?((?:\[(?![a-z]{3,7}\] ")[^\]]{1,60}\] ?|(?:error|warn(?:ing)?|fatal|critical)\b(?! (?:code|\d\d\d:))(?::[\w.]{0,60}:|:? )|(?![1-5]\d\d )[\w ]{1,40} failed: ){0,4})["'`]?/i;

/** A status at the beginning of a message; an access log goes on with the request, a size or a time. */
const first =
  /^([45]\d\d)[ :-]{1,3}(?=["'`\uFFFC<]|status code \(no body\)|(?!(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:\/|https?:))\p{L})/u;

/** The same elsewhere in a line, where what follows leaves no doubt. */
const certain =
  /(?<=^|["'`]|[:|] |\bF |\bHTTP |\d ?Z? )([45]\d\d)[ :-]{1,3}(?=status code \(no body\)|\uFFFC|<(?:!doctype|html)\b|[^{}\n]{1,300}(?:\(request id: |（请求 ID：))/i;

/** Where programs put a status, the most reliable place first. */
const places = [
  /\bHTTP(?:\/[\d.]{1,3}["']?| error!?)? (?:status:? )?([1-5]\d\d)\b/,
  // Not the exit code of a process, such as 127 or 137.
  /\b(?:(?:error|response|failed with status) code|(?:api|request|http) error|indicate success|returned (?:an )?error|awaiting response)\W{1,5}([3-5]\d\d)\b/i,
  // But not 500 rows or bytes.
  /\b(?:[Rr]eturned|[Gg]ot|[Rr]eceived|[Rr]esponded with)(?: an?)?(?: HTTP)?(?: error)?(?: status)?(?: code)? ([45]\d\d)(?= calling | [A-Z]|[.,)]?$)/,
  /\bstatus(?:[ _-]?code| of| (?:client|server) error)?["']?\s{0,3}[=:]?\s{0,3}["'(]?([1-5]\d\d)\b/i,
  /\b([45]\d\d) (?:Client|Server) Error\b/,
  // As httpx prints a status without a name.
  /\berror '([45]\d\d) '/,
  /(?:["'`(]|(?:["'`)]|Error): )([45]\d\d)(?= [A-Z][A-Za-z' -]{1,30}["'`)]|(?: [A-Z][a-z]{1,20}){1,4}$)/,
  /(?:https?:\/|\s)\/[\w./:?=&%-]{1,500}["'\s)\]][^\w\n]{0,11}([1-5]\d\d)\b/,
  /^(?:\[[^\]]{1,60}\]\s{0,3})?(?:Error:? )?([1-5]\d\d)(?=[ :,]|$)/,
];

/**
 * The status that a line states, without what it may quote in JSON: U+FFFC stands for that.
 *
 * @param isAlone - whether the line is no part of a log, in which a number behind a time may count anything
 */
export function statusIn(line: string, isAlone = true): Place | undefined {
  const short = line.slice(0, 4096).trimEnd();
  if (!/[1-5]\d\d/.test(short)) return undefined;
  const [before = "", time, source] = lead.exec(short) ?? [];
  const isBare = time !== undefined && source === "" && !isAlone;
  const head = isBare ? null : first.exec(short.slice(before.length));
  if (head) return placeOf(head, true, before.length);
  const found = certain.exec(short);
  if (found) return placeOf(found, true);
  for (const place of places) {
    const found = place.exec(short);
    if (found) return placeOf(found, false);
  }
  return undefined;
}

function placeOf(found: RegExpExecArray, isHead: boolean, offset = 0): Place {
  const start = offset + found.index;
  return { status: Number(found[1]), start, end: start + found[0].length, isHead };
}

/** Whether a text is a line that begins with a status: the message of an error, even if it quotes another one. */
export function isMessage(text: string): boolean {
  const line = text.trim();
  return line.length < 4096 && !/^Error: |\n/.test(line) && /^[45]\d\d /.test(line.replace(lead, ""));
}
