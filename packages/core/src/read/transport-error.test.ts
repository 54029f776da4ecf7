import { describe, expect, it } from "vitest";
import { classify } from "../classify.ts";
import type { NetworkKind } from "../rule.ts";
import { networkKindOf } from "./transport-error.ts";

/** An error as runtimes create it: with a code, a name or a cause. */
const error = (message: string, { name = "Error", ...rest }: { name?: string; code?: unknown; cause?: unknown } = {}) =>
  Object.assign(new Error(message), { name }, rest);
const fetchFailed = (cause: unknown): Error => new TypeError("fetch failed", { cause });
/** A `TypeError` without a stack, as Safari creates it. */
const bare = (message: string): object => ({ name: "TypeError", message });

const seen: readonly (readonly [runtime: string, kind: NetworkKind, error: unknown])[] = [
  ["Node: refused", "connect", fetchFailed(error("connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" }))],
  [
    "Node: refused on every address",
    "connect",
    fetchFailed(Object.assign(new AggregateError([error("connect ECONNREFUSED ::1:1")]), { code: "ECONNREFUSED" })),
  ],
  ["Node: unreachable", "connect", fetchFailed(error("connect ENETUNREACH 10.0.0.1:443", { code: "ENETUNREACH" }))],
  ["Node: no route", "connect", fetchFailed(error("connect EHOSTUNREACH 10.0.0.1:443", { code: "EHOSTUNREACH" }))],
  ["Node: connect timed out", "connect", fetchFailed(error("connect ETIMEDOUT 10.0.0.1:443", { code: "ETIMEDOUT" }))],
  [
    "Node: undici's connect timeout",
    "connect",
    fetchFailed(error("Connect Timeout Error", { name: "ConnectTimeoutError", code: "UND_ERR_CONNECT_TIMEOUT" })),
  ],
  [
    "Node: no such host",
    "dns",
    fetchFailed(error("getaddrinfo ENOTFOUND api.cometapi.invalid", { code: "ENOTFOUND" })),
  ],
  ["Node: resolver down", "dns", fetchFailed(error("getaddrinfo EAI_AGAIN api.cometapi.com", { code: "EAI_AGAIN" }))],
  ["Node: self-signed", "tls", fetchFailed(error("self-signed certificate", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }))],
  ["Node: expired", "tls", fetchFailed(error("certificate has expired", { code: "CERT_HAS_EXPIRED" }))],
  [
    "Node: wrong host",
    "tls",
    fetchFailed(error("Hostname/IP does not match certificate's altnames", { code: "ERR_TLS_CERT_ALTNAME_INVALID" })),
  ],
  [
    "Node: unknown issuer",
    "tls",
    fetchFailed(error("unable to verify the first certificate", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" })),
  ],
  ["Node: no HTTP", "reset", error("Parse Error: Expected HTTP/, RTSP/ or ICE/", { code: "HPE_INVALID_CONSTANT" })],
  ["Node: headers without end", "reset", error("Parse Error: Header overflow", { code: "HPE_HEADER_OVERFLOW" })],
  ["Node: reset", "reset", fetchFailed(error("read ECONNRESET", { code: "ECONNRESET" }))],
  ["Node: broken pipe", "reset", fetchFailed(error("write EPIPE", { code: "EPIPE" }))],
  ["curl: no such host", "dns", error("Could not resolve host: api.comet.example")],
  ["Chrome: no such host", "dns", error("net::ERR_NAME_NOT_RESOLVED")],
  ["curl: closed without a word", "reset", error("Empty reply from server")],
  ["Node: hang up", "reset", error("socket hang up", { code: "ECONNRESET" })],
  [
    "Node: other side closed",
    "reset",
    fetchFailed(error("other side closed", { name: "SocketError", code: "UND_ERR_SOCKET" })),
  ],
  [
    "Node: terminated",
    "reset",
    new TypeError("terminated", { cause: error("other side closed", { code: "UND_ERR_SOCKET" }) }),
  ],
  ["Node: premature close", "reset", error("Premature close", { code: "ERR_STREAM_PREMATURE_CLOSE" })],
  [
    "Node: HTTP/2",
    "reset",
    error("Stream closed with error code NGHTTP2_INTERNAL_ERROR", { code: "ERR_HTTP2_STREAM_ERROR" }),
  ],
  [
    "Node: headers timeout",
    "timeout",
    fetchFailed(error("Headers Timeout Error", { name: "HeadersTimeoutError", code: "UND_ERR_HEADERS_TIMEOUT" })),
  ],
  [
    "Node: body timeout",
    "timeout",
    new TypeError("terminated", { cause: error("Body Timeout Error", { code: "UND_ERR_BODY_TIMEOUT" }) }),
  ],
  ["Node: read timed out", "timeout", error("read ETIMEDOUT", { code: "ETIMEDOUT" })],
  [
    "Node: AbortSignal.timeout",
    "timeout",
    new DOMException("The operation was aborted due to timeout", "TimeoutError"),
  ],
  ["Node: aborted", "canceled", new DOMException("This operation was aborted", "AbortError")],
  ["Node: aborted stream", "canceled", error("The operation was aborted", { name: "AbortError", code: "ABORT_ERR" })],
  ["Node: a bad port", "url", fetchFailed(error("bad port"))],
  [
    "Bun: refused",
    "connect",
    error("Unable to connect. Is the computer able to access the url?", { code: "ConnectionRefused" }),
  ],
  ["Bun: no socket", "connect", error("Was there a typo in the url or port?", { code: "FailedToOpenSocket" })],
  ["Bun: closed", "reset", error("The socket connection was closed unexpectedly.", { code: "ConnectionClosed" })],
  ["Bun: reset", "reset", error("", { code: "ECONNRESET" })],
  ["Bun: timed out", "timeout", new DOMException("The operation timed out.", "TimeoutError")],
  ["Bun: aborted", "canceled", new DOMException("The operation was aborted.", "AbortError")],
  [
    "Deno: refused",
    "connect",
    new TypeError(
      "error sending request for url (http://127.0.0.1:1/): client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
  ],
  [
    "Deno: no such host",
    "dns",
    new TypeError(
      "error sending request for url (https://api.cometapi.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known",
    ),
  ],
  [
    "Deno: expired",
    "tls",
    new TypeError(
      "error sending request for url (https://host/): client error (Connect): invalid peer certificate: Expired",
    ),
  ],
  [
    "Deno: cut",
    "reset",
    new TypeError(
      "error sending request for url (http://host/): client error (SendRequest): connection closed before message completed",
    ),
  ],
  ["Deno: timed out", "timeout", new DOMException("Signal timed out.", "TimeoutError")],
  ["Deno: aborted", "canceled", new DOMException("The signal has been aborted", "AbortError")],
  ["Workers: lost", "reset", error("Network connection lost.")],
  ["Workers: timed out", "timeout", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
  ["Chrome", "other", new TypeError("Failed to fetch")],
  ["Chrome: cut", "other", new TypeError("network error")],
  ["Chrome: aborted", "canceled", new DOMException("The user aborted a request.", "AbortError")],
  ["Chrome: timed out", "timeout", new DOMException("signal timed out", "TimeoutError")],
  ["Electron: offline", "other", error("net::ERR_INTERNET_DISCONNECTED")],
  ["Firefox", "other", new TypeError("NetworkError when attempting to fetch resource.")],
  ["Firefox: timed out", "timeout", new DOMException("The operation timed out.", "TimeoutError")],
  ["Safari", "other", bare("Load failed")],
  ["Safari: offline", "other", bare("The Internet connection appears to be offline.")],
  ["Safari: lost", "other", bare("The network connection was lost.")],
  ["React Native", "other", new TypeError("Network request failed")],
  ["axios: no answer", "other", error("Network Error", { name: "AxiosError", code: "ERR_NETWORK" })],
  [
    "axios: refused",
    "connect",
    error("connect ECONNREFUSED 127.0.0.1:1", { name: "AxiosError", code: "ECONNREFUSED" }),
  ],
  ["axios: timed out", "timeout", error("timeout of 100ms exceeded", { name: "AxiosError", code: "ECONNABORTED" })],
  ["axios: cut", "reset", error("stream has been aborted", { name: "AxiosError", code: "ERR_BAD_RESPONSE" })],
  ["axios: canceled", "canceled", error("canceled", { name: "CanceledError", code: "ERR_CANCELED" })],
  [
    "openai: connection",
    "connect",
    error("Connection error.", {
      cause: fetchFailed(error("connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" })),
    }),
  ],
  ["openai: connection, for no known cause", "other", error("Connection error.")],
  ["openai: timed out", "timeout", error("Request timed out.")],
  ["openai: aborted", "canceled", error("Request was aborted.")],
  [
    "got: timed out",
    "timeout",
    error("Timeout awaiting 'request' for 50ms", { name: "TimeoutError", code: "ETIMEDOUT" }),
  ],
  [
    "ofetch: refused",
    "connect",
    error('[POST] "http://127.0.0.1:1": <no response> fetch failed', {
      name: "FetchError",
      cause: fetchFailed(error("connect ECONNREFUSED 127.0.0.1:1")),
    }),
  ],
  ["Python: old TLS", "tls", error("[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1007)")],
  ["Go: old TLS", "tls", error("tls: server selected unsupported protocol version 301")],
  [
    "axios: no such scheme",
    "url",
    error("Unsupported protocol htps:", { name: "AxiosError", code: "ERR_BAD_REQUEST" }),
  ],
  ["Python: EOF in TLS", "reset", error("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol")],
  ["gRPC: canceled", "canceled", error("1 CANCELLED: Call cancelled")],
];

describe("networkKindOf", () => {
  it.each(seen)("%s is %s", (_, kind, thrown) => {
    expect(networkKindOf(thrown)).toBe(kind);
  });

  it.each([
    ["a mistake in the program", new TypeError("x is not a function")],
    [
      "a mistake that speaks of connections",
      new TypeError("Cannot read properties of undefined (reading 'connectionReset')"),
    ],
    ["a range error", new RangeError("timeout out of range")],
    ["a reference error", new ReferenceError("socketClosed is not defined")],
    [
      "Safari's words with a stack of somebody's code",
      Object.assign(new TypeError("Load failed"), { stack: "app.js:1" }),
    ],
    ["JSON that is broken, but no page", new SyntaxError("Unexpected end of JSON input")],
    ["code that ends too soon", new SyntaxError("unexpected EOF while parsing")],
    ["words that say nothing", new Error("something happened")],
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["a symbol", Symbol("timeout")],
    ["an empty object", {}],
    ["a string that says nothing", "oops"],
  ])("finds no network failure in %s", (_, thrown) => {
    expect(networkKindOf(thrown)).toBeUndefined();
  });

  it("reads a thrown string", () => {
    expect(networkKindOf("socket hang up")).toBe("reset");
  });

  it("walks the chain of causes", () => {
    const deep = error("outer", { cause: error("middle", { cause: error("inner", { code: "ECONNRESET" }) }) });
    expect(networkKindOf(deep)).toBe("reset");
  });

  it("lets the outermost sign decide", () => {
    expect(networkKindOf(error("Request timed out.", { cause: error("read ECONNRESET") }))).toBe("timeout");
  });

  it("survives causes in a cycle", () => {
    const first = error("first");
    const second = error("second", { cause: first });
    first.cause = second;
    expect(networkKindOf(first)).toBeUndefined();
  });

  it("reads ten links", () => {
    const chain = (links: number): unknown =>
      links === 1 ? error("x", { code: "ECONNRESET" }) : error("x", { cause: chain(links - 1) });
    expect(networkKindOf(chain(10))).toBe("reset");
    expect(networkKindOf(chain(11))).toBeUndefined();
  });

  it("takes connection attempts that all timed out for no connection, so nothing was sent", () => {
    const attempts = ["connect ETIMEDOUT 203.0.113.1:443", "connect ETIMEDOUT 203.0.113.2:443"].map((message) =>
      error(message),
    );
    const cause = Object.assign(new AggregateError(attempts), { code: "ETIMEDOUT" });
    expect(networkKindOf(new TypeError("fetch failed", { cause }))).toBe("connect");
  });

  it("reads the errors in an AggregateError", () => {
    expect(networkKindOf(new AggregateError([error("read ECONNRESET")], "All promises were rejected"))).toBe("reset");
    expect(networkKindOf(new AggregateError([]))).toBeUndefined();
  });

  it("calls an abort canceled, whatever caused it but a limit", () => {
    const because = (message: string) => new Error("This operation was aborted", { cause: new Error(message) });
    expect(networkKindOf(because("read ECONNRESET"))).toBe("canceled");
    expect(networkKindOf(because("The operation was aborted due to timeout"))).toBe("timeout");
  });

  it("keeps what it read before a getter threw", () => {
    const trapped = Object.defineProperty(new TypeError("fetch failed"), "cause", {
      get: () => {
        throw new Error("trap");
      },
    });
    expect(networkKindOf(trapped)).toBe("other");
  });
});

describe("classify judges an error", () => {
  it.each([
    ["canceled", "no", "canceled", new DOMException("This operation was aborted", "AbortError")],
    ["timed-out", "yes", "timeout", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
    ["connection-refused", "yes", "network", fetchFailed(error("connect ECONNREFUSED ::1:1"))],
    ["host-not-found", "yes", "network", fetchFailed(error("getaddrinfo ENOTFOUND host"))],
    ["tls-failed", "no", "network", fetchFailed(error("certificate has expired", { code: "CERT_HAS_EXPIRED" }))],
    ["connection-reset", "yes", "network", error("read ECONNRESET")],
    ["network-failed", "yes", "network", new TypeError("Failed to fetch")],
    ["unknown", "no", "unknown", new TypeError("x is not a function")],
  ])("as %s, retry %s", (ruleId, retry, category, thrown) => {
    expect(classify({ error: thrown })).toMatchObject({
      ruleId,
      retry,
      category,
      status: undefined,
      message: expect.stringContaining(thrown.message),
    });
  });

  it.each([
    ["connect ECONNREFUSED ::1:1", "rejected"],
    ["getaddrinfo ENOTFOUND host", "rejected"],
    ["read ECONNRESET", "unknown"],
    ["Request timed out.", "unknown"],
  ])("%s leaves the outcome %s", (message, outcome) => {
    expect(classify({ error: error(message) }).outcome).toBe(outcome);
  });

  it("by the status if there is one", () => {
    expect(classify({ status: 503, error: error("read ECONNRESET") }).ruleId).toBe("service-unavailable");
  });

  it("by the error if the status was a success", () => {
    expect(classify({ status: 200, error: error("read ECONNRESET") }).ruleId).toBe("connection-reset");
  });
});
