/** How a scenario must end. */
export interface Expectation {
  /** The row that decides about its failure. */
  readonly ruleId: string;
  /** Requests that reach the server. */
  readonly requests: number;
  /** What the caller gets. */
  readonly outcome: string;
  /** The shortest time between the first request and the second, in milliseconds, if the server asked for one. */
  readonly wait?: number;
}

/** Expectations by scenario. */
export type Expectations = Readonly<Record<string, Expectation>>;

/**
 * How each scenario of the simulator must end. Written by hand from the provider's guide: whoever changes the table
 * or the retry engine has to change this file deliberately, or sees the demo fail.
 */
export const expected: Expectations = {
  // bad request: 400, or 500 with code invalid_request. Never retried without a correction.
  "bad-request-400": { ruleId: "bad-request", requests: 1, outcome: "error 400, sent once" },
  "missing-model-400": { ruleId: "bad-request", requests: 1, outcome: "error 400, sent once" },
  "invalid-request-500": { ruleId: "invalid-request-as-500", requests: 1, outcome: "error 500, sent once" },
  "invalid-request-500-no-code": { ruleId: "missing-field-as-500", requests: 1, outcome: "error 500, sent once" },
  "claude-500-invalid-request": { ruleId: "bad-request-sentence", requests: 1, outcome: "error 500, sent once" },
  "double-encoded-400": { ruleId: "provider-bad-request", requests: 1, outcome: "error 400, sent once" },

  // auth and forbidden: waiting does not repair a key, a permission or a wallet.
  "invalid-token-401": { ruleId: "invalid-token", requests: 1, outcome: "error 401, sent once" },
  "forbidden-403": { ruleId: "forbidden", requests: 1, outcome: "error 403, sent once" },
  "waf-403": { ruleId: "edge-block", requests: 1, outcome: "error 403, sent once" },
  "wallet-403": { ruleId: "balance-empty", requests: 1, outcome: "error 403, sent once" },
  "wallet-403-video": { ruleId: "balance-sentence", requests: 1, outcome: "error 403, sent once" },
  "claude-403": { ruleId: "forbidden", requests: 1, outcome: "error 403, sent once" },

  // path: the redirect is not followed, and neither it nor the web page passes for an answer.
  "redirect-301": { ruleId: "path-redirect", requests: 1, outcome: "error 404, sent once" },
  "html-200": { ruleId: "path-html-page", requests: 1, outcome: "error 404, sent once" },

  // size
  "too-large-413": { ruleId: "request-too-large", requests: 1, outcome: "error 413, sent once" },

  // rate limit: retried, but not before the server's wait; an empty wallet under a 429 never.
  "rate-limit-429": { ruleId: "rate-limited", requests: 2, outcome: "ok after 1 retry" },
  "rate-limit-429-empty": { ruleId: "rate-limited", requests: 2, outcome: "ok after 1 retry" },
  "rate-limit-1015": { ruleId: "rate-limited", requests: 2, outcome: "ok after 1 retry", wait: 1000 },
  "retry-after-1": { ruleId: "provider-rate-limit", requests: 2, outcome: "ok after 1 retry", wait: 1000 },
  "retry-after-date": { ruleId: "provider-rate-limit", requests: 2, outcome: "ok after 1 retry", wait: 2000 },
  "retry-after-ms-900": { ruleId: "provider-rate-limit", requests: 2, outcome: "ok after 1 retry", wait: 900 },
  "retry-after-3600": { ruleId: "provider-rate-limit", requests: 1, outcome: "error 429, sent once" },
  "gemini-429-retry-info": { ruleId: "gemini-throttled", requests: 2, outcome: "ok after 1 retry", wait: 1000 },
  "gemini-array-429": { ruleId: "gemini-throttled", requests: 2, outcome: "ok after 1 retry", wait: 1000 },
  "quota-429": { ruleId: "balance-empty", requests: 1, outcome: "error 429, sent once" },
  "openai-quota-429": { ruleId: "provider-balance-empty", requests: 1, outcome: "error 429, sent once" },
  "kling-429-balance": { ruleId: "provider-balance-sentence", requests: 1, outcome: "error 429, sent once" },

  // platform and timeouts: retried, up to five attempts in all; a model that no channel serves never.
  "platform-500": { ruleId: "upstream-connection-lost", requests: 2, outcome: "ok after 1 retry" },
  "platform-500-forever": { ruleId: "upstream-connection-lost", requests: 5, outcome: "error 500, sent 5 times" },
  "overloaded-503-twice": { ruleId: "service-unavailable", requests: 3, outcome: "ok after 2 retries" },
  "model-not-found-503": { ruleId: "model-without-channel", requests: 1, outcome: "error 503, sent once" },
  "task-nested-503": { ruleId: "model-without-channel", requests: 1, outcome: "error 503, sent once" },
  "timeout-504": { ruleId: "gateway-timeout", requests: 2, outcome: "ok after 1 retry" },
  "timeout-524": { ruleId: "gateway-timeout", requests: 2, outcome: "ok after 1 retry" },
  "bad-gateway-502": { ruleId: "bad-gateway", requests: 2, outcome: "ok after 1 retry" },
  "claude-529": { ruleId: "provider-overloaded", requests: 2, outcome: "ok after 1 retry" },

  // network
  "connection-reset": { ruleId: "connection-reset", requests: 2, outcome: "ok after 1 retry" },
  "connection-reset-forever": { ruleId: "connection-reset", requests: 5, outcome: "no answer, sent 5 times" },
  hang: { ruleId: "timed-out", requests: 5, outcome: "no answer, sent 5 times" },

  // streams: retried before the first content, never after it.
  "sse-error-data": { ruleId: "provider-fault", requests: 2, outcome: "ok after 1 retry" },
  "sse-error-event": { ruleId: "provider-overloaded", requests: 2, outcome: "ok after 1 retry" },
  "sse-response-failed": { ruleId: "overloaded-sentence", requests: 2, outcome: "ok after 1 retry" },
  "sse-quota": { ruleId: "provider-balance-empty", requests: 1, outcome: "error 402, sent once" },
  "sse-error-midway": { ruleId: "provider-fault", requests: 1, outcome: "stream broke after 2 tokens" },
  "sse-error-raw-json": { ruleId: "provider-overloaded", requests: 1, outcome: "stream broke after 1 token" },
  "sse-cut": { ruleId: "stream-cut", requests: 1, outcome: "stream broke after 2 tokens" },
  "sse-cut-before-content": { ruleId: "stream-cut", requests: 2, outcome: "ok after 1 retry" },
  "sse-reset": { ruleId: "connection-reset", requests: 1, outcome: "stream broke after 2 tokens" },

  // disguised as success: an error is not an answer; a job's state is passed on, and only judged if the caller asks.
  "envelope-200": { ruleId: "overloaded-sentence", requests: 5, outcome: "error 503, sent 5 times" },
  "mj-banned-200": { ruleId: "midjourney-banned-word", requests: 1, outcome: "200 passed on, sent once" },
};
