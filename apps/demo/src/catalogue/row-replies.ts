import type { JsonValue, Reply, SampleRequest } from "@comet-triage/simulator";

/** A failure for a row of the table that no scenario of the simulator's catalogue matches. */
export interface RowReply {
  readonly title: string;
  readonly reply: Reply;
  /** Default: a chat completion. */
  readonly path?: string;
  readonly method?: SampleRequest["method"];
}

const relayed = (message: string, code = "", type = "comet_api_error"): JsonValue => ({
  error: { message: `${message} (request id: {{requestId}})`, type, param: "", code },
});

const provided = (message: string, code: string | null, type: string): JsonValue => ({
  error: { message, type, param: null, code },
});

/** On `/v1/messages`. */
const refused = (type: string, message: string): JsonValue => ({ type: "error", error: { type, message } });

/** By the id of the row. */
export const rowReplies: Readonly<Record<string, RowReply>> = {
  "model-without-price": {
    title: "400 with code model_price_error",
    reply: { status: 400, body: relayed("the ratio of this model is not configured", "model_price_error") },
  },
  "invalid-request": {
    title: "400 with code invalid_request",
    reply: { status: 400, body: relayed("messages must be an array", "invalid_request") },
  },
  "request-not-convertible": {
    title: "500: the request cannot be translated for the provider",
    reply: { status: 500, body: relayed("not implemented for this model", "convert_request_failed") },
  },
  "prompt-blocked": {
    title: "500: the gateway refuses a word of the prompt",
    reply: { status: 500, body: relayed("sensitive words detected", "sensitive_words_detected") },
  },
  "channels-exhausted": {
    title: "500: no channel has a free key; then ok",
    reply: { status: 500, body: relayed("no key", "channel:no_available_key") },
  },
  "answer-unreadable": {
    title: "429 whose code says that the provider's answer was empty; then ok",
    reply: { status: 429, body: relayed("empty response", "channel:empty_response") },
  },
  "task-not-found": {
    title: "400 on /suno/fetch: there is no such task",
    path: "/suno/fetch/1",
    method: "GET",
    reply: { status: 400, body: { code: "task_not_exist", message: "task not exist", data: null } },
  },
  "midjourney-not-found": {
    title: "200 from Midjourney: code 3, there is no such task",
    path: "/mj/submit/action",
    reply: { body: { code: 3, description: "关联任务不存在或已失效", result: "" } },
  },
  "midjourney-queue-full": {
    title: "200 from Midjourney: code 23, the queue is full",
    path: "/mj/submit/imagine",
    reply: { body: { code: 23, description: "Queue full", result: "", properties: {} } },
  },
  "midjourney-bad-request": {
    title: "200 from Midjourney: code 4, the prompt is missing",
    path: "/mj/submit/imagine",
    reply: { body: { code: 4, description: "prompt must not be empty", result: "" } },
  },
  "channels-exhausted-sentence": {
    title: "500 on /v1/messages: no channel on this try; then ok",
    path: "/v1/messages",
    reply: { status: 500, body: refused("comet_api_error", "No available channel for model claude-opus-4-8 (retry)") },
  },
  "model-sentence": {
    title: "503 with an empty code: no available channel",
    reply: { status: 503, body: relayed("no available channel for group default and model gpt-5-nano-2") },
  },
  "token-sentence": {
    title: "403: the access token is invalid",
    reply: { status: 403, body: relayed("invalid access token") },
  },
  "model-reloading": {
    title: "503: a model is loaded into a cache again; then ok",
    reply: { status: 503, body: relayed("upstream: model not found in cache, reloading") },
  },
  "saturated-sentence": {
    title: "500: the provider's rate limit is reached; then ok",
    reply: { status: 500, body: relayed("Rate limit reached for gpt-5-mini") },
  },
  "object-sentence": {
    title: "400 from Midjourney: there is no such task",
    path: "/mj/submit/change",
    reply: { status: 400, body: { description: "task_no_found", type: "upstream_error", code: 4 } },
  },
  "model-not-found-sentence": {
    title: "404 on /v1/messages with no type: no such model",
    path: "/v1/messages",
    reply: { status: 404, body: refused("<nil>", "model: claude-opus-9") },
  },
  "missing-field-elsewhere": {
    title: "502: a field is required",
    reply: { status: 502, body: relayed("field messages is required") },
  },
  "bad-request-sentence": {
    title: "500: the prompt is longer than the model's context",
    reply: { status: 500, body: relayed("prompt is too long: 210000 tokens > 200000 maximum") },
  },
  "bad-value-sentence": {
    title: "500: a value is out of range",
    reply: { status: 500, body: relayed("temperature must be between 0 and 2") },
  },
  "request-not-convertible-sentence": {
    title: "500 on /v1/messages: an image of the request cannot be fetched",
    path: "/v1/messages",
    reply: { status: 500, body: refused("comet_api_error", "failed to download image: HTTP 403") },
  },
  "balance-in-other-words": {
    title: "403: the quota is used up, in French",
    reply: { status: 403, body: relayed("Quota insuffisant pour l'utilisateur 7, quota restant : 0") },
  },
  "provider-balance-sentence": {
    title: "400 on /v1/messages: the credit balance is too low",
    path: "/v1/messages",
    reply: { status: 400, body: refused("invalid_request_error", "Your credit balance is too low") },
  },
  "limit-of-a-minute": {
    title: "429: a free quota of some requests per minute; then ok",
    reply: { status: 429, body: relayed("You have used your free quota of 3 requests per minute, retry in 1s") },
  },
  "single-request-over-limit": {
    title: "429: this one request is larger than the limit",
    reply: {
      status: 429,
      body: provided(
        "Request too large for gpt-5-mini: Limit 30000, Requested 40000.",
        "rate_limit_exceeded",
        "tokens",
      ),
    },
  },
  "gemini-exhausted": {
    title: "429 from Gemini: RESOURCE_EXHAUSTED; then ok",
    path: "/v1beta/models/gemini-3-flash:generateContent",
    reply: {
      status: 429,
      body: { error: { code: 429, message: "Resource has been exhausted", status: "RESOURCE_EXHAUSTED" } },
    },
  },
  "spend-limit-sentence": {
    title: "429: the provider's quota is used up",
    reply: {
      status: 429,
      body: relayed("You exceeded your current quota, please check your plan and billing details"),
    },
  },
  "content-sentence": {
    title: "400: rejected by the safety system",
    reply: { status: 400, body: relayed("Your request was rejected as a result of our safety system.") },
  },
  "content-filter-sentence": {
    title: "400: stopped by the content filter",
    reply: { status: 400, body: relayed("The response was stopped by the content filter.") },
  },
  "not-ready-yet": {
    title: "400 on /suno/fetch: the task is not completed yet; then ok",
    path: "/suno/fetch/1",
    method: "GET",
    reply: { status: 400, body: relayed("task is not completed yet") },
  },
  "too-large-sentence": {
    title: "500: the form is too large",
    reply: { status: 500, body: relayed("multipart: message too large") },
  },
  "provider-too-large": {
    title: "500 on /v1/messages: request_too_large",
    path: "/v1/messages",
    reply: { status: 500, body: refused("request_too_large", "Request exceeds the maximum size") },
  },
  "anthropic-model-not-found": {
    title: "404 on /v1/messages: no such model",
    path: "/v1/messages",
    reply: { status: 404, body: refused("not_found_error", "model: claude-opus-9") },
  },
  "qwen-throttled": {
    title: "429 from Qwen: too many tokens a minute, worded as a quota; then ok",
    reply: {
      status: 429,
      body: provided(
        "You exceeded your current quota, see https://help.aliyun.com/zh/model-studio/error-code#token-limit",
        "insufficient_quota",
        "insufficient_quota",
      ),
    },
  },
  "kling-balance-empty": {
    title: "429 from Kling: 1102, resources used up",
    path: "/kling/v1/videos/text2video",
    reply: { status: 429, body: { code: 1102, message: "resources used up", request_id: "{{requestId}}" } },
  },
  "kling-throttled": {
    title: "200 from Kling: 1303, too many tasks at once; then ok",
    path: "/kling/v1/videos/text2video",
    reply: { body: { code: 1303, message: "parallel task over resource pack limit", request_id: "{{requestId}}" } },
  },
  "kling-address-not-allowed": {
    title: "429 from Kling: 1304, the IP address is not on the whitelist",
    path: "/kling/v1/videos/text2video",
    reply: { status: 429, body: { code: 1304, message: "IP not in the whitelist", request_id: "{{requestId}}" } },
  },
  "provider-forbids-sentence": {
    title: "500: the user location is not supported",
    reply: { status: 500, body: relayed("User location is not supported for the API use.") },
  },
  "model-as-invalid-value": {
    title: "400 with code invalid_value: the value is a model",
    reply: {
      status: 400,
      body: provided("The model 'dall-e-3' does not exist.", "invalid_value", "image_generation_user_error"),
    },
  },
  "content-filtered": {
    title: "400 with code content_filter",
    reply: { status: 400, body: provided("The response was filtered", "content_filter", "invalid_request_error") },
  },
  "upstream-rejects-key": {
    title: "500: the provider answered 401",
    reply: { status: 500, body: relayed("bad response status code 401", "bad_response_status_code") },
  },
  "provider-rejects-key": {
    title: "400 with the provider's code invalid_api_key",
    reply: { status: 400, body: provided("Incorrect key", "invalid_api_key", "invalid_request_error") },
  },
  "balance-behind-type": {
    title: "403: an empty balance behind permission_error",
    path: "/v1/messages",
    reply: { status: 403, body: provided("余额不足", null, "permission_error") },
  },
  "provider-rejects-key-sentence": {
    title: "500: the provider does not know its key",
    reply: { status: 500, body: relayed("invalid api key") },
  },
  "provider-forbids": {
    title: "403 on /v1/messages: permission_error",
    path: "/v1/messages",
    reply: { status: 403, body: refused("permission_error", "Your key may not use this.") },
  },
  "provider-bad-request": {
    title: "400 with code context_length_exceeded",
    reply: {
      status: 400,
      body: provided("The context is longer than the model's", "context_length_exceeded", "invalid_request_error"),
    },
  },
  "invalid-request-error": {
    title: "500 of type invalid_request_error, with an unknown message",
    reply: { status: 500, body: provided("Something is odd", null, "invalid_request_error") },
  },
  "upstream-timeout": {
    title: "502: the upstream timed out; then ok",
    reply: { status: 502, body: relayed("request timed out", "", "upstream_error") },
  },
  "platform-failure": {
    title: "500: the gateway's database is down; then ok",
    reply: { status: 500, body: relayed("database is down", "query_data_error") },
  },
  "other-5xx": {
    title: "521: Cloudflare finds the gateway down; then ok",
    reply: { status: 521, body: "error code: 521" },
  },
  "upstream-failure-as-4xx": {
    title: "400: the provider answered 502; then ok",
    reply: { status: 400, body: relayed("upstream error with status code 502") },
  },
  "upstream-failure-as-success": {
    title: "200 with a provider's error; then ok",
    reply: { body: relayed("upstream request failed") },
  },
  "provider-not-found": {
    title: "404 with code not_found_error",
    path: "/v1/messages",
    reply: { status: 404, body: refused("not_found_error", "There is none.") },
  },
  "provider-unavailable": {
    title: "500 with code server_is_overloaded; then ok",
    reply: {
      status: 500,
      body: provided("The engine is currently overloaded.", "server_is_overloaded", "server_error"),
    },
  },
  "provider-timeout": {
    title: "500 on /v1/messages: timeout_error; then ok",
    path: "/v1/messages",
    reply: { status: 500, body: refused("timeout_error", "It took too long.") },
  },
  "edge-challenge": {
    title: "403: Cloudflare's challenge for browsers",
    reply: page(403, "Just a moment...", { "cf-mitigated": "challenge" }),
  },
  "edge-origin-tls": {
    title: "525: Cloudflare and the gateway disagree on TLS",
    reply: page(525, "525: SSL handshake failed"),
  },
  "edge-origin-timeout": {
    title: "522: the gateway did not accept the connection; then ok",
    reply: page(522, "522: Connection timed out"),
  },
  "edge-answer-unreadable": {
    title: "520: the gateway's answer was empty or invalid; then ok",
    reply: page(520, "520: Web server is returning an unknown error"),
  },
  "edge-overloaded": { title: "529 with an empty body; then ok", reply: { status: 529 } },
  "request-timeout": { title: "408: the request arrived too slowly; then ok", reply: { status: 408 } },
  "payment-required": { title: "402 with an empty body", reply: { status: 402 } },
  "header-or-url-too-large": { title: "414: the URL is too long", reply: page(414, "414 Request-URI Too Large") },
  "method-not-allowed": { title: "405: the method is not allowed", reply: { status: 405 } },
  "not-implemented": { title: "501: not implemented", reply: { status: 501 } },
  "client-closed-request": { title: "499: the client went away", reply: { status: 499 } },
  "other-4xx-server-says-retry": {
    title: "409 that asks for a retry; then ok",
    reply: { status: 409, headers: { "x-should-retry": "true" }, body: relayed("conflict") },
  },
  "not-found": { title: "404 with an empty body", reply: { status: 404 } },
  "other-4xx": {
    title: "422: the body has the wrong shape",
    reply: { status: 422, body: { detail: [{ loc: ["body"], msg: "value is not a list", type: "type_error" }] } },
  },
  "stream-ended-early": {
    title: "a stream whose end says that it broke off behind a proxy; then ok",
    reply: {
      chunks: [
        `data: ${JSON.stringify({ error: { message: "The stream ended too early.", type: "network", code: "stream-cut" } })}\n\n`,
      ],
    },
  },
  "stream-failed": {
    title: "a stream that fails with an unknown message; then ok",
    reply: { chunks: [`data: ${JSON.stringify(relayed("something odd"))}\n\n`] },
  },
  "error-with-success-status": {
    title: "200 with an unknown error",
    reply: { body: relayed("something odd") },
  },
};

function page(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`;
  return { status, headers: { "content-type": "text/html", ...headers }, body, noRequestId: true };
}
