import { defineRules } from "../rule.ts";

/** What the status alone suggests where nothing more definite is known. `x-should-retry: true` lifts these. */
export const fallbackRules = /* @__PURE__ */ defineRules([
  {
    id: "gone",
    when: { status: [410] },
    category: "not_found",
    retry: "no",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.11",
  },
  {
    id: "not-found",
    when: { status: [404] },
    category: "path",
    retry: "no",
    reason: "The path or the model is unknown here; a JSON 404 does not say which.",
    action: "Check base URL, endpoint path and model id.",
    source: "https://apidoc.cometapi.com/api/text",
  },
  {
    id: "other-4xx-server-says-retry",
    when: { status: [[400, 499]], header: { "x-should-retry": "true" } },
    category: "server",
    retry: "yes",
    normalizedStatus: 503,
    reason: "No row knows this status, and the server asked for a retry (x-should-retry: true).",
    source: "https://github.com/openai/openai-node/blob/master/src/client.ts",
  },
  {
    id: "other-4xx",
    when: { status: [[400, 499]] },
    category: "request",
    retry: "no",
    reason: "A 4xx says that the request has to change.",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5",
  },
  {
    id: "other-5xx",
    when: { status: [[500, 599]] },
    category: "server",
    retry: "yes",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6",
  },
  {
    id: "error-with-success-status",
    when: { status: [[200, 299]] },
    category: "unknown",
    retry: "usually-no",
    normalizedStatus: 502,
    reason: "An error came with a success status, and nothing in it tells what to do.",
    source: "https://github.com/QuantumNous/new-api/blob/main/service/error.go",
  },
]);
