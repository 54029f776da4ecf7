import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import type { Failure } from "./failure.ts";

const at = (path: string) => ({ method: "POST", url: `https://api.cometapi.com${path}` });
const id = "20260301101112123456789AbCdEf12";

/** One failure in each dialect that the gateway speaks or passes on, and what is read from it. */
const dialects: readonly (readonly [name: string, failure: Failure, expected: object])[] = [
  [
    "the middleware's envelope, with an empty code",
    { status: 400, body: { error: { code: "", message: `bad shape (request id: ${id})`, type: "comet_api_error" } } },
    {
      ruleId: "bad-request",
      code: undefined,
      type: "comet_api_error",
      message: `bad shape (request id: ${id})`,
      requestId: id,
    },
  ],
  [
    "the relay's envelope, with an empty param",
    { status: 500, body: { error: { message: "no", type: "comet_api_error", param: "", code: "do_request_failed" } } },
    { ruleId: "platform-failure", code: "do_request_failed", param: undefined, retry: "yes" },
  ],
  [
    "an envelope with a param",
    { status: 400, body: { error: { message: "no", type: "x", param: "max_tokens", code: "invalid_value" } } },
    { ruleId: "provider-bad-request", param: "max_tokens" },
  ],
  [
    "a null code and param",
    { status: 429, body: { error: { message: "slow", type: "x", param: null, code: null } } },
    { ruleId: "rate-limited", code: undefined, param: undefined },
  ],
  [
    "an envelope without a type",
    { status: 429, body: { error: { message: "slow", code: "slow_down" } } },
    { ruleId: "provider-rate-limit", type: undefined },
  ],
  [
    "a type equal to the code",
    {
      status: 502,
      body: {
        error: {
          message: "openai_error",
          type: "bad_response_status_code",
          param: "",
          code: "bad_response_status_code",
        },
      },
    },
    { ruleId: "other-5xx", retry: "yes", category: "server" },
  ],
  [
    "the bare word openai_error behind a 524",
    {
      status: 524,
      body: { error: { message: "openai_error", type: "bad_response_status_code", code: "bad_response_status_code" } },
    },
    { ruleId: "gateway-timeout", outcome: "unknown" },
  ],
  [
    "a rebrand with message_zh and metadata",
    { status: 401, body: { error: { message: "key", message_zh: "钥", type: "rix_api_error", metadata: { a: 1 } } } },
    { ruleId: "invalid-token", message: "key" },
  ],
  [
    "Azure's innererror",
    {
      status: 400,
      body: { error: { message: "blocked", code: "content_filter", status: 400, innererror: { code: "x" } } },
    },
    { ruleId: "content-filtered", code: "content_filter", category: "content_policy" },
  ],
  [
    "OpenAI's moderation_details",
    { status: 400, body: { error: { message: "blocked", code: "moderation_blocked", moderation_details: {} } } },
    { ruleId: "content-filtered" },
  ],
  [
    "Anthropic's envelope",
    {
      status: 529,
      body: { type: "error", error: { type: "overloaded_error", message: "Overloaded" }, request_id: "req_abc123" },
      request: at("/v1/messages"),
    },
    {
      ruleId: "provider-overloaded",
      category: "overloaded",
      retry: "yes",
      type: "overloaded_error",
      requestId: "req_abc123",
    },
  ],
  [
    "Anthropic's envelope whose type is Go's nil",
    {
      status: 403,
      body: '{"type":"error","error":{"type":"\\u003cnil\\u003e","message":"user quota is not enough"}}',
      request: at("/v1/messages"),
    },
    { ruleId: "balance-sentence", type: "<nil>", category: "quota", retry: "no" },
  ],
  [
    "Anthropic's error_code in details",
    {
      status: 429,
      body: {
        type: "error",
        error: { type: "rate_limit_error", message: "no", details: { error_code: "enforced_spend_limit_reached" } },
      },
    },
    { ruleId: "provider-balance-empty", code: "enforced_spend_limit_reached", category: "quota", retry: "no" },
  ],
  [
    "Anthropic's 413 made at the edge, without an outer type",
    { status: 413, body: { error: { type: "request_too_large", message: "too big" } } },
    { ruleId: "request-too-large", category: "size" },
  ],
  [
    "Google's own envelope",
    {
      status: 429,
      body: {
        error: {
          code: 429,
          message: "Resource has been exhausted",
          status: "RESOURCE_EXHAUSTED",
          details: [{ "@type": "QuotaFailure" }, { "@type": "RetryInfo", retryDelay: "43.2s" }],
        },
      },
    },
    { ruleId: "provider-rate-limit", code: "429", type: "RESOURCE_EXHAUSTED", retryAfterMs: 43_200 },
  ],
  [
    "Google's envelope through the gateway: a numeric code, prose for details",
    {
      status: 429,
      body: { error: { message: "Slow down. Please retry in 59.6s.", type: "upstream_error", param: "", code: 429 } },
    },
    { ruleId: "rate-limited", retryAfterMs: 59_600 },
  ],
  [
    "Google's JSON array",
    { status: 503, body: '[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]' },
    { ruleId: "overloaded-sentence", type: "UNAVAILABLE", message: "The model is overloaded." },
  ],
  [
    "Midjourney's submit failure from the relay",
    {
      status: 400,
      body: { description: "quota_not_enough ", type: "upstream_error", code: 4 },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "balance-sentence", code: "4", category: "quota", message: "quota_not_enough " },
  ],
  [
    "Midjourney's missing prompt",
    {
      status: 400,
      body: { description: "prompt_is_required ", type: "upstream_error", code: 4 },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "bad-request", category: "request" },
  ],
  [
    "Midjourney's unknown task",
    {
      status: 400,
      body: { description: "task_no_found ", type: "upstream_error", code: 4 },
      request: at("/mj/submit/change"),
    },
    { ruleId: "object-sentence", category: "not_found" },
  ],
  [
    "Midjourney's saturated group",
    {
      status: 429,
      body: { description: "当前分组负载已饱和，请稍后再试", type: "upstream_error", code: 30 },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "rate-limited", category: "rate_limit", retry: "yes" },
  ],
  [
    "Midjourney's brand from the middleware",
    {
      status: 401,
      body: { description: `invalid token (request id: ${id})`, type: "new_api_error", code: 4 },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "invalid-token", requestId: id },
  ],
  [
    "Midjourney's full queue, as success",
    {
      status: 200,
      body: { code: 23, description: "full", result: "", properties: {} },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "midjourney-queue-full", category: "overloaded", retry: "yes", normalizedStatus: 503 },
  ],
  [
    "Midjourney's banned word, as success",
    {
      status: 200,
      body: { code: 24, description: "no", properties: { bannedWord: "x" } },
      request: at("/mj/submit/imagine"),
    },
    { ruleId: "midjourney-banned-word", category: "content_policy", retry: "no", normalizedStatus: 400 },
  ],
  [
    "Midjourney without an account, as success",
    { status: 200, body: { code: 3, description: "no account" }, request: at("/mj/submit/imagine") },
    { ruleId: "midjourney-queue-full", category: "overloaded" },
  ],
  [
    "a task's code",
    {
      status: 400,
      body: { code: "task_not_exist", message: "no such thing", data: null },
      request: at("/suno/fetch/1"),
    },
    { ruleId: "task-not-found", category: "not_found" },
  ],
  [
    "a task that carries the provider's body as a string",
    {
      status: 429,
      body: {
        code: "fail_to_fetch_task",
        message: '{"error":{"message":"slow","code":"slow_down"},"request_id":"req_inner1"}',
        data: null,
      },
      request: at("/kling/v1/videos/text2video"),
    },
    { ruleId: "provider-rate-limit", code: "slow_down", message: "slow", requestId: "req_inner1" },
  ],
  [
    "a string in a string that says nothing definite",
    { status: 503, body: { code: "fail_to_fetch_task", message: "{}", data: null } },
    { ruleId: "service-unavailable", code: "fail_to_fetch_task", message: "{}" },
  ],
  [
    "a video route without an error object",
    { status: 403, body: '{"code":null,"message":"user quota is not enough"}', request: at("/v1/videos") },
    { ruleId: "balance-sentence", category: "quota", normalizedStatus: 402 },
  ],
  [
    "Kling's empty balance behind a 429",
    {
      status: 429,
      body: { code: 1102, message: "resources used up", request_id: "Cl6fH2gAAAAAx" },
      request: at("/kling/v1/videos/text2video"),
    },
    { ruleId: "kling-balance-empty", code: "1102", retry: "no", requestId: "Cl6fH2gAAAAAx" },
  ],
  [
    "Kling's parallel limit",
    {
      status: 429,
      body: { code: 1303, message: "parallel", request_id: null },
      request: at("/kling/v1/videos/text2video"),
    },
    { ruleId: "rate-limited", retry: "yes", requestId: undefined },
  ],
  [
    "a failed video job",
    {
      status: 200,
      body: { id: "video_1", status: "failed", error: { code: "content_policy_violation", message: "no" } },
    },
    { ruleId: "content-filtered", status: 200, normalizedStatus: 400 },
  ],
  [
    "a failed Midjourney job",
    {
      status: 200,
      body: { id: "1", status: "FAILURE", failReason: "banned prompt detected" },
      request: at("/mj/task/1/fetch"),
    },
    { ruleId: "content-sentence", message: "banned prompt detected" },
  ],
  [
    "the dashboard's success: false",
    { status: 200, body: { success: false, message: "invalid access token" } },
    { ruleId: "token-sentence", category: "auth", normalizedStatus: 401 },
  ],
  ["a bare message", { status: 429, body: { message: "slow" } }, { ruleId: "rate-limited", message: "slow" }],
  [
    "a bare msg",
    { status: 500, body: { msg: "is overloaded" } },
    { ruleId: "overloaded-sentence", message: "is overloaded" },
  ],
  ["a bare err", { status: 500, body: { err: "boom" } }, { ruleId: "platform-failure", message: "boom" }],
  ["a bare error_msg", { status: 500, body: { error_msg: "boom" } }, { message: "boom" }],
  ["a bare detail", { status: 401, body: { detail: "who?" } }, { ruleId: "invalid-token", message: "who?" }],
  ["a header with a message", { status: 500, body: { header: { message: "boom" } } }, { message: "boom" }],
  [
    "an error that is a string",
    { status: 503, body: { error: "boom" } },
    { ruleId: "service-unavailable", message: "boom" },
  ],
  [
    "FastAPI's list of details",
    { status: 422, body: { detail: [{ loc: ["body"], msg: "field required", type: "missing" }] } },
    { ruleId: "other-4xx", message: "field required" },
  ],
  [
    "Cloudflare's page",
    {
      status: 524,
      headers: { "content-type": "text/html" },
      body: `<html><head><title>api.cometapi.com | 524</title></head><body>Ray ID: <b>8f3c0d1e2b4a5968</b></body></html>`,
    },
    { ruleId: "gateway-timeout", message: "api.cometapi.com | 524", requestId: "8f3c0d1e2b4a5968" },
  ],
  [
    "nginx's page",
    { status: 502, body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>" },
    { ruleId: "other-5xx", message: "502 Bad Gateway" },
  ],
  [
    "a firewall's block page",
    { status: 403, headers: { "cf-ray": "8f3c0d1e2b4a5968-FRA" }, body: "<!DOCTYPE html><title>Blocked</title>" },
    { ruleId: "edge-block", scope: "gateway", retry: "usually-no", requestId: "8f3c0d1e2b4a5968-FRA" },
  ],
  [
    "a challenge",
    { status: 403, headers: { "cf-mitigated": "challenge" }, body: "<!DOCTYPE html><title>Just a moment...</title>" },
    { ruleId: "edge-challenge", retryable: false },
  ],
  [
    "Cloudflare's short text",
    { status: 429, headers: { "retry-after": "30" }, body: "error code: 1015" },
    { ruleId: "rate-limited", message: "error code: 1015", retryAfterMs: 30_000 },
  ],
  [
    "Cloudflare's block as short text",
    { status: 403, body: "error code: 1020" },
    { ruleId: "edge-block", message: "error code: 1020" },
  ],
  [
    "Cloudflare's problem+json",
    {
      status: 429,
      headers: { "content-type": "application/problem+json" },
      body: {
        title: "You are being rate limited",
        status: 429,
        cloudflare_error: true,
        error_name: "rate_limited",
        ray_id: "x",
        retryable: true,
        retry_after: 30,
      },
    },
    { ruleId: "rate-limited", code: "rate_limited", retryAfterMs: 30_000 },
  ],
  ["an empty body", { status: 429, body: "" }, { ruleId: "rate-limited", message: undefined }],
  [
    "an empty body that is JSON by its header",
    { status: 400, headers: { "content-length": "0" }, body: "" },
    { ruleId: "bad-request" },
  ],
  [
    "JSON under the content type of a stream",
    {
      status: 502,
      headers: { "content-type": "text/event-stream" },
      body: '{"error":{"message":"timed out","type":"upstream_error","code":""}}',
    },
    { ruleId: "upstream-timeout", message: "timed out" },
  ],
  [
    "an error chunk in a stream",
    { status: 200, body: 'data: {"error":{"message":"busy","code":"rate_limit_exceeded"}}\n\ndata: [DONE]\n\n' },
    { ruleId: "provider-rate-limit", code: "rate_limit_exceeded" },
  ],
  [
    "Google's error chunk, with CRLF",
    { status: 200, body: 'data: {"error":{"code":503,"message":"later","status":"UNAVAILABLE"}}\r\n\r\n' },
    { ruleId: "provider-overloaded", type: "UNAVAILABLE", status: 200 },
  ],
  [
    "Anthropic's error event",
    {
      status: 200,
      body: 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    },
    { ruleId: "provider-overloaded", normalizedStatus: 503 },
  ],
  [
    "a failed response of the Responses stream",
    {
      status: 200,
      body: 'event: response.failed\ndata: {"type":"response.failed","response":{"id":"resp_1","error":{"code":"server_error","message":"boom"}}}\n\n',
    },
    { ruleId: "provider-fault", code: "server_error", retry: "yes" },
  ],
  [
    "a flat error of the Responses stream",
    {
      status: 200,
      body: 'event: error\ndata: {"type":"error","code":"insufficient_quota","message":"no money","param":null}\n\n',
    },
    { ruleId: "provider-balance-empty", retry: "no", type: undefined },
  ],
  [
    "raw JSON behind the chunks, without data:",
    {
      status: 200,
      body: ': PING\n\ndata: {"choices":[{"delta":{"content":"a"}}]}\n\n{"error":{"message":"timed out","type":"comet_api_error","code":""}}',
    },
    { ruleId: "upstream-timeout", message: "timed out" },
  ],
  [
    "a stream that ends before its last event",
    { status: 200, body: 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n' },
    { ruleId: "stream-cut", category: "network", outcome: "unknown", normalizedStatus: 502 },
  ],
];

describe("classify reads", () => {
  it.each(dialects)("%s", (_, failure, expected) => {
    expect(classify(failure)).toMatchObject(expected);
  });

  it.each(dialects)("%s as bytes, and parsed as well as raw", (_, failure, expected) => {
    const { body } = failure;
    const raw = typeof body === "string" ? body : JSON.stringify(body);
    // Only a text shows the Ray ID on a page.
    const { requestId: _id, ...rest } = expected as { requestId?: unknown };
    expect(classify({ ...failure, body: raw })).toMatchObject(expected);
    expect(classify({ ...failure, body: new TextEncoder().encode(raw) })).toMatchObject(rest);
  });
});
