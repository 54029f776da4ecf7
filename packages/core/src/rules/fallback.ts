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
    action: "Check the base URL, path and model id.",
    source: "cometapi/api/text",
  },
  {
    id: "other-4xx",
    when: { status: [[400, 499]] },
    category: "request",
    retry: "no",
    action: "Read the response: it says what this status means.",
    steps: [],
    source: "rfc9110",
  },
  {
    // A proxy got no usable answer to what it may have passed on.
    id: "bad-gateway",
    when: { status: [502] },
    category: "server",
    retry: "yes",
    outcome: "unknown",
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
    // What one of our own adapters, when it is upstream of this one, writes into a stream that broke off.
    id: "stream-ended-early",
    when: { status: [[200, 299]], code: ["stream-cut", "connection-reset", "timed-out", "network-failed"] },
    category: "network",
    retry: "yes",
    reason: "The stream ended too early: the answer is incomplete.",
    source: "openai",
  },
  {
    // The gateway's own type names decide nothing: most of what is wrong with a request is reported before the stream begins.
    id: "stream-failed",
    when: {
      status: [[200, 299]],
      body: ["stream"],
      type: ["", "<nil>", "new_api_error", "comet_api_error", "upstream_error", "one_api_error", "rix_api_error"],
      message: ["*"],
    },
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
