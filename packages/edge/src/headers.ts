/** Headers between two hosts only, as RFC 9110 and its predecessors list them. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Where callers put a key of the gateway's. */
const credentials = ["authorization", "x-api-key", "x-goog-api-key", "api-key"];

/** What belongs to the caller, to this connection, or would have the gateway see another request than the one checked. */
const callersOwn = new Set([
  ...hopByHop,
  ...["cookie", "cookie2", "origin", "referer", "host", "content-length", "accept-encoding", "expect", "max-forwards"],
  ...["forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cdn-loop", "fastly-client-ip"],
  ...["x-http-method", "x-http-method-override", "x-method-override", "x-original-method"],
  ...["x-original-url", "x-rewrite-url", "x-original-host", "x-host", "x-url-scheme"],
]);
const callersOwnPrefix = /^(?:x-comet-|x-forwarded-|cf-|sec-|access-control-)/;

/**
 * The headers that go to the gateway.
 *
 * @param key - takes the place of the caller's credentials, which pass without it
 */
export function forwardHeaders(from: Headers, key: string | undefined): Headers {
  const named = namedIn(from);
  // A copy that loses what does not pass is cheaper than one that is put together.
  const headers = new Headers(from);
  for (const name of from.keys()) {
    const isDropped = callersOwn.has(name) || callersOwnPrefix.test(name) || named.has(name);
    if (isDropped || (key !== undefined && credentials.includes(name))) headers.delete(name);
  }
  // A body that is unpacked on the way could not keep its length.
  headers.set("accept-encoding", "identity");
  if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
  return headers;
}

/** What the gateway would do to this service's own origin, or says of its own connection and key. */
const gatewaysOwn = new Set([
  ...hopByHop,
  ...["set-cookie", "set-cookie2", "location", "refresh", "alt-svc", "clear-site-data", "strict-transport-security"],
  ...["www-authenticate", "nel", "report-to", "reporting-endpoints", "service-worker-allowed"],
]);
const gatewaysOwnPrefix = /^(?:x-comet-|access-control-)/;

/** The headers that go to the caller. */
export function returnHeaders(from: Headers): Headers {
  const headers = new Headers(from);
  for (const name of ownNames(from)) headers.delete(name);
  return headers;
}

/** The names of the headers that stay here. */
export function ownNames(from: Headers): string[] {
  const named = namedIn(from);
  // Runtimes unpack the body, and keep the header.
  if (from.has("content-encoding")) for (const name of ["content-encoding", "content-length"]) named.add(name);
  return [...from.keys()].filter((name) => gatewaysOwn.has(name) || gatewaysOwnPrefix.test(name) || named.has(name));
}

/** The headers that `Connection` calls hop-by-hop. */
const namedIn = (headers: Headers): Set<string> => {
  const names = headers.get("connection")?.toLowerCase();
  return new Set(names?.split(/[\s,]+/));
};
