import { defineRules } from "../rule.ts";

/** The gateway's own codes, where they say more than the status. */
export const gatewayCodes = /* @__PURE__ */ defineRules([
  {
    id: "balance-empty",
    when: { code: ["insufficient_user_quota", "pre_consume_token_quota_failed"] },
    category: "quota",
    retry: "no",
    normalizedStatus: 402,
    source: "new-api/types/error.go",
  },
  {
    id: "model-without-channel",
    when: {
      code: [
        "model_not_found",
        "modelnotopen",
        "unsupportedmodel",
        "invalidendpointormodel",
        "model_decommissioned",
        "invalid_model",
        "model_not_supported",
        "base_resp.2061",
      ],
    },
    category: "model_unavailable",
    retry: "no",
    source: "new-api/middleware/distributor.go",
  },
  {
    // With a 429, a group of the gateway's channels is saturated.
    id: "model-without-price",
    when: {
      code: ["model_price_error"],
      status: [
        [200, 428],
        [430, 599],
      ],
    },
    category: "model_unavailable",
    retry: "no",
    source: "new-api/types/error.go",
  },
  {
    id: "invalid-request",
    when: {
      code: ["invalid_request"],
      status: [
        [200, 499],
        [501, 599],
      ],
    },
    category: "request",
    retry: "no",
    source: "guide#error-envelope",
  },
  {
    id: "request-not-convertible",
    when: {
      code: [
        "convert_request_failed",
        "count_token_failed",
        "invalid_api_type",
        "bad_request_body",
        "request_body_not_found",
      ],
    },
    category: "request",
    retry: "no",
    source: "new-api/types/error.go",
  },
  {
    id: "prompt-blocked",
    when: { code: ["sensitive_words_detected", "prompt_blocked", "violation_fee.grok.csam"] },
    category: "content_policy",
    retry: "no",
    source: "new-api/types/error.go",
  },
  {
    id: "channels-exhausted",
    when: { code: ["get_channel_failed", "channel:no_available_key", "upstream_load_saturated"] },
    category: "overloaded",
    retry: "yes",
    source: "new-api/types/error.go",
  },
  {
    id: "task-not-found",
    when: { code: ["task_not_exist"] },
    category: "not_found",
    retry: "no",
    source: "new-api/service/error.go",
  },
  {
    id: "midjourney-banned-word",
    when: { code: ["24"], path: ["/mj"] },
    category: "content_policy",
    retry: "no",
    source: "new-api/relay/mjproxy_handler.go",
  },
  {
    id: "midjourney-not-found",
    when: { code: ["3"], path: ["/mj"], message: ["不存在", "未找到", "not found", "not exist"] },
    category: "not_found",
    retry: "no",
    source: "new-api/relay/mjproxy_handler.go",
  },
  {
    id: "midjourney-queue-full",
    when: { code: ["23", "3"], path: ["/mj"] },
    category: "overloaded",
    retry: "yes",
    source: "new-api/relay/mjproxy_handler.go",
  },
]);
