import type { NetworkKind } from "../rule.ts";
import { causesOf } from "./causes.ts";

/** The request cannot be sent at all. Programming mistakes are among these, so their messages count here too. */
const unsendable: readonly (readonly [kind: NetworkKind, sign: RegExp])[] = [
  [
    "url",
    /err_invalid_(?:url|protocol)|failed to parse url from|(?:type|argument)error invalid url|fetch: .{0,999} is not a valid url|url (?:is not valid|that includes cred|using bad|rejected:|scheme)|unknown scheme|scheme (?:is not supp|supplied)|(?<!:)unsupported ?protocol(?! \(| version)|protocol (?:must be|".{0,99}" not)|bad port|requests to port/,
  ],
  [
    "unsendable",
    /und_err_(?:invalid|not_supp|req_content)|err_invalid_(?:char|http_token)|err_unescaped|err_http2?_(?:invalid_(?:header|conn|pseudo)|header_single|pseudo|connect_)|(?:invalid|illegal) header (?:name|value)(?! char)|header '.{1,99}' has invalid|bytestring|iso-8859-1 code|get\/head method|http method/,
  ],
];

/** What codes, class names and wordings of Node, Bun, Deno, Workers and browsers mean; the first that fits decides. */
const signs: readonly (readonly [kind: NetworkKind, sign: RegExp])[] = [
  [
    "not-json",
    /(?:syntaxerror|json response) .{0,199}token '?<|character \(?'<|'<' is an invalid|200, message='attempt.{0,50}html|'str' object has no attribute '(?:choices|model_dump|output_text)/,
  ],
  // It demands a password, or forbids the host.
  ["tls", /proxy response \(40[37]/],
  ["connect", /proxy response \(/],
  ["reset", /ssl_error_(?:syscall|zero)|eof[ _](?:while[ _]read|occurred)|handshake eof/],
  ["canceled", /abort_?err|(?<!stream has been )cancell?e|userabort|was aborted(?! due)|(?:::err|binding)_aborted/],
  ["redirect", /redirect/],
  [
    "dns",
    /enotfound|eai_|dns error|not[ _]resolve|hostname could not|no such host|name (?:or service|resolution)|nodename|getaddrinfo f|unknownhost|host lookup/,
  ],
  ["tls", /cert[_i]|_cert|_signature|err_ssl_|\beproto\b|ssl routines|ssl_connect|unsupported[ _]protocol/],
  [
    "connect",
    /refused|unreach|no route|(?:host|net)down|connect_?timeout|connect etimedout|opensocket|to connect|could not connect|not connect to host/,
  ],
  ["timeout", /time(?:d[ _]?)?out/],
  [
    "reset",
    /(?:conn|connection|side|stream|socket)(?: was)?[ _]?(?:reset|closed|ab)|connection lost|reading a body|decoding response|in input stream|epipe|broken ?pipe|transfer closed|closed connection|disconnected without|und_err_|hpe_|premature|http2|http\/[23] stream|hang up|empty reply|stream has been aborted/,
  ],
];

/** How runtimes begin the message of a failed `fetch`. */
const networkFailure =
  /^(?:network ?error|connection error|network (?:request|connection)|a network|failed to fetch|fetch failed|the (?:internet|network) connection|error (?:sending|reading a body|decoding|in input)|the request timed out|could not connect|a server with|internal error; reference|net::err_|terminated$)/;

/** Any other programming mistake is not a transport error, whatever it says. */
const mistake = /^(?:Type|Range|Reference)Error$/;

/** Tells what went wrong in any transport, along the error's chain of causes. Total. */
export function networkKindOf(error: unknown): NetworkKind | undefined {
  let isFailure = false;
  let abort: NetworkKind | undefined;
  for (const { name, code, message, stack } of causesOf(error)) {
    const words = message.slice(0, 1024).toLowerCase();
    // Safari's own "Load failed" has no stack; one with a stack comes from user code.
    const isHere = networkFailure.test(words) || (words === "load failed" && !stack);
    const said = `${code} ${name} ${words}`.toLowerCase();
    const own = mistake.test(name) && !isHere ? code.toLowerCase() : said;
    const kind = (unsendable.find(([, sign]) => sign.test(said)) ?? signs.find(([, sign]) => sign.test(own)))?.[0];
    // If a time limit aborted it, the limit is the abort's cause.
    if (kind && kind !== "canceled") return abort && kind !== "timeout" ? abort : kind;
    abort ??= kind;
    isFailure ||= isHere;
  }
  return abort ?? (isFailure ? "other" : undefined);
}
