import { credentialHeaders } from "@comet-triage/core";

/** Hop-by-hop headers, as RFC 9110 and its predecessors list them. */
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

/** Headers that belong to the caller or to this connection, or would make the gateway see another request than the one checked. */
const callersOwn = new Set([
  ...hopByHop,
  ...["cookie", "cookie2", "origin", "referer", "host", "content-length", "accept-encoding", "expect", "max-forwards"],
  ...["forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cdn-loop", "fastly-client-ip"],
  ...["x-http-method", "x-http-method-override", "x-method-override", "x-original-method"],
  ...["x-original-url", "x-rewrite-url", "x-original-host", "x-host", "x-url-scheme"],
]);

/** The same, and those in which callers put a key of the gateway. */
const callersOwnAndKeys = new Set([...callersOwn, ...credentialHeaders]);
const callersOwnPrefix = /^(?:x-comet-|x-forwarded-|cf-|sec-|access-control-)/;

/**
 * The headers that go to the gateway.
 *
 * @param key - replaces the caller's credentials; without it, they are passed on
 */
export function forwardHeaders(from: Headers, key: string | undefined): Readonly<Record<string, string>> {
  const own = key === undefined ? callersOwn : callersOwnAndKeys;
  let connection: string | undefined;
  // All headers are read once, into a plain record: in workerd every call of a `Headers` method leaves JavaScript, at a cost.
  const headers: Record<string, string> = Object.create(null);
  from.forEach((value, name) => {
    if (name === "connection") connection = value;
    else if (!own.has(name) && !callersOwnPrefix.test(name)) headers[name] = value;
  });
  for (const name of namedIn(connection)) delete headers[name];
  // The body may be decompressed on the way, and would no longer have this length.
  headers["accept-encoding"] = "identity";
  if (key !== undefined) headers.authorization = `Bearer ${key}`;
  return headers;
}

/** Headers that would act on this service's own origin, or describe the gateway's connection and key. */
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

/** The names of the headers that are not passed on. */
export function ownNames(from: Headers): string[] {
  const names: string[] = [];
  let connection: string | undefined;
  from.forEach((value, name) => {
    if (name === "connection") connection = value;
    // Runtimes decompress the body, but keep the header.
    if (name === "content-encoding") names.push(name, "content-length");
    else if (gatewaysOwn.has(name) || gatewaysOwnPrefix.test(name)) names.push(name);
  });
  const named = namedIn(connection).filter((name) => !gatewaysOwn.has(name));
  if (named.length > 0) for (const name of from.keys()) if (named.includes(name)) names.push(name);
  return names;
}

/** The headers that `Connection` calls hop-by-hop. */
const namedIn = (connection: string | undefined): readonly string[] => connection?.toLowerCase().split(/[\s,]+/) ?? [];
