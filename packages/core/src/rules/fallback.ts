import { defineRules } from "../rule.ts";

/** What the status alone suggests where nothing more definite is known. `x-should-retry: true` lifts a 4xx here. */
export const fallbackRules = /* @__PURE__ */ defineRules([
  {
    id: "other-4xx-server-says-retry",
    when: { status: [[400, 499]], header: { "x-should-retry": "true" } },
    category: "server",
    retry: "yes",
    source: "openai",
  },
  {
    id: "not-found",
    when: { status: [404] },
    category: "path",
    retry: "no",
    action: "Check base URL, path and model id.",
    source: "cometapi/api/text",
  },
  {
    id: "other-4xx",
    when: { status: [[400, 499]] },
    category: "request",
    retry: "no",
    source: "rfc9110",
  },
  {
    id: "other-5xx",
    when: { status: [[500, 599]] },
    category: "server",
    retry: "yes",
    source: "rfc9110",
  },
  {
    // What is wrong with a request is said before a stream begins.
    id: "stream-failed",
    when: { status: [[200, 299]], body: ["stream"], message: ["*"] },
    category: "server",
    retry: "yes",
    outcome: "unknown",
    source: "new-api/service/error.go",
  },
  {
    id: "error-with-success-status",
    when: { status: [[200, 299]] },
    category: "unknown",
    retry: "usually-no",
    source: "new-api/service/error.go",
  },
]);
