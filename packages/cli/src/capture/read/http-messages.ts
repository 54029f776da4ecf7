/** A request or a response, as found in a text. Header names are lower case. */
export interface HttpMessage {
  readonly request?: { readonly method: string; readonly target: string };
  readonly status?: number;
  readonly reason?: string;
  readonly headers: [name: string, value: string][];
  body: string;
}

/** What curl prints besides the messages. */
export interface HttpNotes {
  /** The error that curl ended with. */
  error?: string | undefined;
  /** The status that `curl -f` ended with. */
  status?: number;
  /** What went wrong on the way; curl may have recovered from it. */
  trouble?: string | undefined;
  /** The URL of the command line, if that was copied too. */
  url?: string;
  /** Whether the connection was without TLS. */
  readonly isPlain: boolean;
}

const statusLine = /^HTTP\/[\d.]{1,3} ([1-5]\d\d)(?: (.*))?$/;
const requestLine = /^([A-Z]{3,10}) (\S+) HTTP\/[\d.]{1,3}$/;
const headerLine = /^(:?[\w!#$%&'*+.^`|~-]+): ?(.*)$/;
/** Why curl ended, possibly after a body without a line break. That curl could not write its output is not a failure of the call. */
const curlError = /curl: \((?!23\))\d{1,3}\) (?=\S)((?:The requested URL returned error: ([1-5]\d\d))?.*)$/;
const trouble =
  /^\* ((?:Could not resolve|Failed to connect|connect to \S+ port \d+ failed|Operation timed out|Recv failure|Empty reply|SSL|OpenSSL|TLS connect|transfer closed|HTTP\/2 stream).*)$/;
const commandLine = /^[^\w"'{<]{0,3}\s{0,3}curl\s.{0,2000}?(https?:\/\/[^\s"']+)/;

/** curl's last message, after a body that does not end in a line break. */
const farewell = /\* (?:Connection #\d+ to host |Closing connection|shutting down connection)/;

/** Reads HTTP messages, with or without the markers that `curl -v` puts before each line. */
export function readMessages(text: string): { readonly messages: readonly HttpMessage[]; readonly notes: HttpNotes } {
  const isVerbose = /^(?:< HTTP\/|> [A-Z]{3,10} \S+ HTTP\/)/m.test(text);
  const notes: HttpNotes = {
    isPlain: isVerbose && /^\* /m.test(text) && !/^\* .*(?:SSL|TLS|ALPN|port 443\b)/m.test(text),
  };
  const messages: HttpMessage[] = [];
  let isHead = false;
  let body: string[] = [];
  const endBody = () => {
    const last = messages.at(-1);
    if (last) last.body = body.join("\n").trim();
    body = [];
  };

  for (const whole of text.split(/\r?\n|\r/)) {
    const [error, said, status] = curlError.exec(whole) ?? [];
    if (status !== undefined) notes.status = Number(status);
    else if (error !== undefined) notes.error = said;
    const raw = error === undefined ? whole : whole.slice(0, -error.length);
    const sign = isVerbose ? /^([<>*{}])(?: |$)/.exec(raw)?.[1] : undefined;
    const isSigned = sign === "<" || sign === ">";
    const line = isSigned ? raw.slice(2) : raw;
    const start = startOf(line);
    if (start !== undefined) {
      endBody();
      messages.push({ ...start, headers: [], body: "" });
      isHead = true;
    } else if (isHead && (!isVerbose || isSigned)) {
      const [, name, value = ""] = headerLine.exec(line) ?? [];
      if (name === undefined) isHead = false;
      else messages.at(-1)?.headers.push([name.toLowerCase(), value.trim()]);
    } else if (trouble.test(line)) {
      notes.trouble = trouble.exec(line)?.[1];
    } else if (messages.length === 0) {
      const url = commandLine.exec(line)?.[1];
      if (url !== undefined) notes.url ??= url;
    } else if (!(isVerbose && isNoise(raw))) {
      body.push(isVerbose ? (raw.split(farewell)[0] ?? "") : raw);
    }
  }
  endBody();
  return { messages, notes };
}

function startOf(line: string): Pick<HttpMessage, "request" | "status" | "reason"> | undefined {
  const [, status, reason = ""] = statusLine.exec(line) ?? [];
  if (status !== undefined) return { status: Number(status), reason };
  const [, method, target] = requestLine.exec(line) ?? [];
  return method === undefined || target === undefined ? undefined : { request: { method, target } };
}

const isNoise = (line: string): boolean => /^(?:\* |[{}] \[\d+ bytes data\])/.test(line);
