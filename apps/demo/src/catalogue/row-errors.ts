/** What a client prints for failures that no server can answer with, by the id of the row. */
export const rowErrors: Readonly<Record<string, string>> = {
  canceled: "AbortError: This operation was aborted\n    at node:internal/deps/undici/undici:13510:13\n",
  "connection-refused": printed("connect ECONNREFUSED 203.0.113.7:443", "ECONNREFUSED"),
  "host-not-found": printed("getaddrinfo ENOTFOUND api.cometapi.example", "ENOTFOUND"),
  "tls-failed": printed("certificate has expired", "CERT_HAS_EXPIRED"),
  "url-unusable": printed("unknown scheme"),
  "request-unsendable": printed("invalid connection header", "UND_ERR_INVALID_ARG"),
  "network-failed": "TypeError: Failed to fetch\n    at ask (https://app.example/ask.js:12:20)\n",
  "path-html-in-parser":
    "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON\n    at JSON.parse (<anonymous>)\n",
};

function printed(message: string, code?: string): string {
  return `TypeError: fetch failed
    at node:internal/deps/undici/undici:13510:13 {
  [cause]: Error: ${message}${code ? ` {\n    code: '${code}'\n  }` : ""}
}
`;
}
