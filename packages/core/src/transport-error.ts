import type { NetworkKind } from "./rule.ts";

/** What can be read from whatever a transport or an SDK threw. */
export interface TransportError {
  readonly network: NetworkKind | undefined;
  readonly message: string;
  /** Status, headers and body, when the error carries a response (axios, ky, openai, `ai`, ofetch, …). */
  readonly status: number | undefined;
  readonly headers: unknown;
  readonly body: unknown;
}

/** Links of a cause chain that are looked at. */
const maxDepth = 10;

const kindOfCode: Readonly<Record<string, NetworkKind>> = {
  ABORT_ERR: "canceled",
  ERR_CANCELED: "canceled",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  ECONNREFUSED: "connect",
  EHOSTUNREACH: "connect",
  EHOSTDOWN: "connect",
  ENETUNREACH: "connect",
  ENETDOWN: "connect",
  EADDRNOTAVAIL: "connect",
  UND_ERR_CONNECT_TIMEOUT: "connect",
  ConnectionRefused: "connect",
  FailedToOpenSocket: "connect",
  ETIMEDOUT: "timeout",
  ESOCKETTIMEDOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  Timeout: "timeout",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reset",
  ERR_STREAM_PREMATURE_CLOSE: "reset",
  ERR_HTTP2_STREAM_ERROR: "reset",
  ERR_HTTP2_SESSION_ERROR: "reset",
  ERR_HTTP2_GOAWAY_SESSION: "reset",
  ERR_INCOMPLETE_CHUNKED_ENCODING: "reset",
  ConnectionClosed: "reset",
  ConnectionReset: "reset",
  CERT_HAS_EXPIRED: "tls",
  CERT_NOT_YET_VALID: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  UNABLE_TO_GET_ISSUER_CERT: "tls",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls",
  ERR_FR_TOO_MANY_REDIRECTS: "redirect",
  ERR_TOO_MANY_REDIRECTS: "redirect",
};

/** Names of error classes that leave no doubt. */
const kindOfName: Readonly<Record<string, NetworkKind>> = {
  AbortError: "canceled",
  CanceledError: "canceled",
  APIUserAbortError: "canceled",
  TimeoutError: "timeout",
  APIConnectionTimeoutError: "timeout",
  HeadersTimeoutError: "timeout",
  BodyTimeoutError: "timeout",
  ConnectTimeoutError: "connect",
};

/** Words runtimes use where they give no code. Lower case; the first that the message contains decides. */
const kindOfWords: readonly (readonly [words: string, kind: NetworkKind])[] = [
  ["request was aborted", "canceled"],
  ["unexpected redirect", "redirect"],
  ["redirect count exceeded", "redirect"],
  ["too many redirects", "redirect"],
  ["dns error", "dns"],
  ["getaddrinfo", "dns"],
  ["connection refused", "connect"],
  ["unable to connect", "connect"],
  ["tcp connect error", "connect"],
  ["client error (connect)", "connect"],
  ["self signed certificate", "tls"],
  ["self-signed certificate", "tls"],
  ["invalid peer certificate", "tls"],
  ["certificate has expired", "tls"],
  ["ssl routines", "tls"],
  ["socket hang up", "reset"],
  ["other side closed", "reset"],
  ["connection reset", "reset"],
  ["connection closed", "reset"],
  ["connection was closed", "reset"],
  ["socket connection was closed", "reset"],
  ["network connection lost", "reset"],
  ["connection error: ", "reset"],
  ["unexpected end of file", "reset"],
  ["terminated", "reset"],
  ["timed out", "timeout"],
  ["timeout of ", "timeout"],
  ["timeout exceeded", "timeout"],
];

/** What browsers and runtimes say of a failed `fetch` when they say nothing else. Whole messages. */
const networkMessages: ReadonlySet<string> = new Set([
  "network error",
  "Network Error",
  "Failed to fetch",
  "NetworkError when attempting to fetch resource.",
  "The Internet connection appears to be offline.",
  "Network request failed",
  "fetch failed",
  "Connection error.",
  "A network error occurred.",
  "The network connection was lost.",
  "internal error",
]);

type Fields = Record<string, unknown>;

/** Reads an error of any transport, along its chain of causes. Total: cycles, non-errors and traps are survived. */
export function readTransportError(error: unknown): TransportError {
  let network: NetworkKind | undefined;
  let isPlainFailure = false;
  const carried = { status: undefined as number | undefined, headers: undefined as unknown, body: undefined as unknown };
  const message = typeof error === "string" ? error : stringIn(error, "message");
  let link: unknown = typeof error === "string" ? { message: error } : error;
  try {
    for (let depth = 0; depth < maxDepth && isFields(link); depth++) {
      carried.status ??= readResponse(link, carried);
      network ??= kindOf(link);
      isPlainFailure ||= isPlainNetworkFailure(link);
      link = link.cause ?? (Array.isArray(link.errors) ? link.errors[0] : link.error);
    }
  } catch {
    // A getter threw: what was read before it still counts.
  }
  network ??= isPlainFailure ? "other" : undefined;
  return { network, message, ...carried };
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

function stringIn(value: unknown, name: string): string {
  try {
    const found = isFields(value) ? value[name] : undefined;
    return typeof found === "string" ? found : "";
  } catch {
    return "";
  }
}

function kindOf(error: Fields): NetworkKind | undefined {
  const { name, code, message } = error;
  const words = typeof message === "string" ? message.slice(0, 1024).toLowerCase() : "";
  if (code === "ECONNABORTED" && words.includes("timeout")) return "timeout";
  if (typeof code === "string" && Object.hasOwn(kindOfCode, code)) return kindOfCode[code];
  if (typeof name === "string" && Object.hasOwn(kindOfName, name)) return kindOfName[name];
  if (name === "SyntaxError") return isHtmlInParser(words) ? "not-json" : undefined;
  if (!isTransportName(name)) return undefined;
  return kindOfWords.find(([part]) => words.includes(part))?.[1];
}

/** A `ReferenceError` or `RangeError` is a mistake in a program, whatever it says. */
const isTransportName = (name: unknown): boolean =>
  typeof name !== "string" || !["ReferenceError", "RangeError", "EvalError", "URIError"].includes(name);

/** Node: `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`; Safari: `Unrecognized token '<'`. */
const isHtmlInParser = (words: string): boolean => words.includes("token '<'") || words.includes("token < in json");

function isPlainNetworkFailure(error: Fields): boolean {
  const { message, stack } = error;
  if (typeof message !== "string") return false;
  // Safari's own "Load failed" has no stack; with one, it is somebody's code.
  if (message === "Load failed") return stack === undefined || stack === "";
  return networkMessages.has(message) || message.startsWith("error sending request for url");
}

/** Fills in what an SDK's error tells of the response it met. */
function readResponse(error: Fields, into: { headers: unknown; body: unknown }): number | undefined {
  const response = isFields(error.response) ? error.response : error;
  const status = response.status ?? response.statusCode ?? error.statusCode;
  if (typeof status !== "number") return undefined;
  into.headers = response.headers ?? error.responseHeaders;
  into.body = error.responseBody ?? response.data ?? error.data ?? (response === error ? error.error : undefined);
  return status;
}
