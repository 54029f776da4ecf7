/** A request as bytes, and the status of the refusal; `server` if the runtime's own server refuses it or closes the connection. */
export type Hostile = readonly [title: string, bytes: string, refusal: number | "server"];

const token = "Authorization: Bearer app-token";
const json = "Content-Type: application/json";
const body = '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}';
const length = `Content-Length: ${body.length}`;

/** A request with these lines before its body. */
export const raw = (line: string, headers: readonly string[] = [], content = ""): string =>
  `${[`${line} HTTP/1.1`, "Host: edge.example.com", ...headers].join("\r\n")}\r\n\r\n${content}`;

const chat = (headers: readonly string[], line = "POST /v1/chat/completions"): string =>
  raw(line, [json, length, ...headers], body);
const get = (path: string): string => raw(`GET ${path}`, [token]);
const post = (path: string): string => chat([token], `POST ${path}`);

export const hostileRequests: readonly Hostile[] = [
  ["no credentials", chat([]), 401],
  ["wrong credentials", chat(["Authorization: Bearer app-tokem"]), 401],
  ["the credentials twice", chat([token, token]), 401],
  ["credentials in another header", chat(["X-Authorization: Bearer app-token"]), 401],
  ["a key of the gateway's instead", chat(["X-Api-Key: app-token"]), 401],
  ["a page of another origin", chat([token, "Origin: https://evil.example.com"]), 403],
  ["a page without an origin", chat([token, "Origin: null"]), 403],
  ["an origin that begins like a listed one", chat([token, "Origin: https://app.example.com.evil.com"]), 403],
  ["an origin of another scheme", chat([token, "Origin: http://app.example.com"]), 403],
  [
    "a preflight of another origin",
    raw("OPTIONS /v1/models", ["Origin: https://evil.example.com", "Access-Control-Request-Method: GET"]),
    403,
  ],
  ["a path that is not listed", get("/v1/files"), 404],
  ["the account's own path", get("/api/user/self"), 404],
  ["a listed path in other letters", post("/V1/chat/completions"), 404],
  ["a slash behind", post("/v1/chat/completions/"), 404],
  ["two slashes before", post("//v1/chat/completions"), 404],
  ["two slashes within", post("/v1//chat/completions"), 404],
  ["another host in the path", get("//evil.example.com/v1/models"), 404],
  ["dots that lead out", get("/v1/videos/../files"), 404],
  ["dots as a part", get("/v1/videos/../../api/user/self"), 404],
  ["encoded dots that lead out", get("/v1/videos/%2e%2e/files"), 404],
  ["dots encoded twice", get("/v1/videos/%252e%252e/files"), 404],
  ["half encoded dots", get("/v1/videos/.%2e/%2e./api/user/self"), 404],
  ["an encoded slash", post("/v1/chat%2fcompletions"), 404],
  ["an encoded slash in a part", get("/v1/videos/..%2f..%2fapi%2fuser"), 404],
  ["an encoded letter", post("/v1/%63hat/completions"), 404],
  ["backslashes", get("/v1/videos/..\\..\\api\\user\\self"), "server"],
  ["an encoded backslash", get("/v1/videos/..%5capi"), 404],
  ["a semicolon", get("/v1/videos/..;/files"), 404],
  ["an encoded line break", get("/v1/videos/a%0d%0aX-Evil:1"), 404],
  ["an encoded zero byte", get("/v1/videos/a%00"), 404],
  ["an encoded question mark", get("/v1/models%3fkey=1"), 404],
  ["a part too many", get("/v1/videos/a/content/b"), 404],
  ["another host in the request line", get("http://evil.example.com/v1/files"), 404],
  ["a method that the path does not take", raw("GET /v1/chat/completions", [token]), 405],
  ["a deletion", raw("DELETE /v1/videos/a", [token]), 405],
  ["a method in another header", raw("GET /v1/chat/completions", [token, "X-HTTP-Method-Override: POST"]), 405],
  ["a method in the query", raw("GET /v1/chat/completions?_method=POST", [token]), 405],
  ["an OPTIONS that is no preflight", raw("OPTIONS /v1/models", [token]), 405],
  [
    "a preflight for a method that is not listed",
    raw("OPTIONS /v1/models", ["Origin: https://app.example.com", "Access-Control-Request-Method: DELETE"]),
    405,
  ],
  ["a HEAD", raw("HEAD /v1/models", [token]), 405],
  ["a longer body than is taken, declared", raw("POST /v1/embeddings", [json, token, "Content-Length: 1001"]), 413],
  ["a body of many gigabytes, declared", raw("POST /v1/embeddings", [json, token, "Content-Length: 99999999999"]), 413],
  [
    "a longer body than is taken, in chunks, without an end",
    raw("POST /v1/embeddings", [json, token, "Transfer-Encoding: chunked"], `3e9\r\n${"a".repeat(1001)}\r\n`),
    413,
  ],
  ["two lengths", raw("POST /v1/embeddings", [json, token, "Content-Length: 2", "Content-Length: 40"], "{}"), "server"],
  ["a length that is no number", raw("POST /v1/embeddings", [json, token, "Content-Length: 2x"], "{}"), "server"],
  ["a negative length", raw("POST /v1/embeddings", [json, token, "Content-Length: -1"], "{}"), "server"],
  [
    "a coding that nobody knows",
    raw("POST /v1/embeddings", [json, token, "Transfer-Encoding: xchunked"], "0\r\n\r\n"),
    "server",
  ],
  [
    "a size of a chunk that is no number",
    raw("POST /v1/embeddings", [json, token, "Transfer-Encoding: chunked"], "zz\r\n{}\r\n0\r\n\r\n"),
    "server",
  ],
  ["a header with a zero byte", raw("GET /v1/files", [token, "X-Evil: a\0b"]), "server"],
  ["a header without a name", raw("GET /v1/files", [token, ": a"]), "server"],
  ["a blank before the path", "GET  /v1/models HTTP/1.1\r\nHost: a\r\n\r\n", "server"],
  ["a tunnel", "CONNECT api.cometapi.com:443 HTTP/1.1\r\nHost: api.cometapi.com:443\r\n\r\n", "server"],
  ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", "server"],
];

/** Allowed requests with something hidden in them. */
export const smuggled = {
  /** Whether there is a second request depends on which of the two lengths counts. */
  twoFramings: raw(
    "POST /v1/embeddings",
    [json, token, "Content-Length: 4", "Transfer-Encoding: chunked"],
    `0\r\n\r\n${raw("GET /v1/models")}`,
  ),
  secondRequest: raw("POST /v1/embeddings", [json, token, "Content-Length: 0"], raw("GET /v1/models")),
  headers: chat([
    token,
    "X-Api-Key: sk-callers-own",
    "X-Goog-Api-Key: sk-callers-own",
    "Api-Key: sk-callers-own",
    "Cookie: session=secret",
    "Connection: close, X-Named, Anthropic-Beta",
    "X-Named: dropped",
    "Anthropic-Beta: dropped",
    "Keep-Alive: timeout=5",
    "TE: trailers",
    "Trailer: X-Late",
    "Proxy-Authorization: Basic c2VjcmV0",
    "Proxy-Connection: keep-alive",
    "Forwarded: for=10.0.0.1",
    "X-Forwarded-For: 10.0.0.1",
    "X-Forwarded-Host: evil.example.com",
    "X-Real-IP: 10.0.0.1",
    "CF-Connecting-IP: 10.0.0.1",
    "X-Original-URL: /v1/files",
    "X-Rewrite-URL: /v1/files",
    "X-HTTP-Method-Override: DELETE",
    "X-Comet-Rule: forged",
    "X-Comet-Original-Status: 200",
    "Referer: https://app.example.com/private",
    "Sec-Fetch-Site: cross-site",
    "Anthropic-Version: 2023-06-01",
    "X-Stainless-Lang: js",
    "Idempotency-Key: once",
  ]),
  absolute: raw("GET http://evil.example.com/v1/models?key=sk-callers-own&page=2", [token]),
  dotsWithin: raw("GET /v1/files/%2e%2e/./models", [token]),
};
