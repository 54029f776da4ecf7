import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";
import type { Failure } from "./failure.ts";

const failure = (status: number, message: string, code?: unknown, type = "comet_api_error"): Failure => ({
  status,
  body: JSON.stringify({ error: { message, type, param: "", code } }),
});
const claude = (status: number, message: string, type: string): Failure => ({
  status,
  body: JSON.stringify({ type: "error", error: { type, message } }),
  request: { method: "POST", url: "https://api.cometapi.com/v1/messages" },
});

describe("does not retry", () => {
  it.each([
    ["a 500 whose code is invalid_request", failure(500, "anything", "invalid_request"), "request"],
    ["a 500 whose code is convert_request_failed", failure(500, "anything", "convert_request_failed"), "request"],
    ["a 500 whose code is count_token_failed", failure(500, "cannot fetch the image", "count_token_failed"), "request"],
    ["a 500 whose code is sensitive_words_detected", failure(500, "no", "sensitive_words_detected"), "content_policy"],
    ["a 500 on the Claude route about a missing field", claude(500, "field messages is required", "<nil>"), "request"],
    ["a 500 typed invalid_request_error", claude(500, "max_tokens: too many", "invalid_request_error"), "request"],
    ["a 500 about a body that is too large", failure(500, "multipart: message too large", ""), "size"],
    ["a 501", failure(501, "not here", "api_not_implemented"), "path"],
    ["a 503 for a model nobody serves", failure(503, "none", "model_not_found"), "model_unavailable"],
    [
      "a 503 without a channel, in CometAPI's words",
      failure(503, "no available channel for group default and model m-1 (distributor)", ""),
      "model_unavailable",
    ],
    [
      "a 503 without a channel, in the gateway's words",
      failure(503, "No available channel for model m-1 under group default (distributor)", ""),
      "model_unavailable",
    ],
    [
      "a 503 without a channel, in Chinese",
      failure(503, "分组 default 下模型 m-1 无可用渠道（distributor）"),
      "model_unavailable",
    ],
    [
      "a 503 without a channel, in older Chinese",
      failure(503, "当前分组 default 下对于模型 m-1 无可用渠道"),
      "model_unavailable",
    ],
    [
      "an empty wallet under the saturated text",
      failure(429, "当前分组上游负载已饱和，请稍后再试", "insufficient_user_quota"),
      "quota",
    ],
    [
      "a long prompt under the saturated text",
      failure(429, "当前分组上游负载已饱和，请稍后再试", "context_length_exceeded"),
      "request",
    ],
    ["an exhausted OpenAI account", failure(429, "You exceeded your current quota", "insufficient_quota"), "quota"],
    ["an exhausted credit", failure(429, "none left", "credit_balance_exhausted"), "quota"],
    ["a spend limit", failure(429, "limit reached", "organization_spend_limit_exceeded"), "quota"],
    [
      "one request that is larger than the window",
      failure(
        429,
        "Request too large for m-1 on tokens per min (TPM): Limit 30000, Requested 40000.",
        "rate_limit_exceeded",
        "tokens",
      ),
      "size",
    ],
    ["a handshake the origin refuses, 525", { status: 525, body: "error code: 525" }, "server"],
    ["a certificate the origin does not have, 526", { status: 526, body: "error code: 526" }, "server"],
    ["a 402", failure(402, "Insufficient Balance", "invalid_request_error", "unknown_error"), "quota"],
    [
      "Anthropic's empty credit behind a 400",
      claude(400, "Your credit balance is too low", "invalid_request_error"),
      "quota",
    ],
    ["an empty key quota behind a 403", failure(403, "token quota", "pre_consume_token_quota_failed"), "quota"],
    [
      "a model without a price",
      failure(400, "model m-1 has not been priced by the administrator yet", ""),
      "model_unavailable",
    ],
    [
      "a model the image route does not know",
      failure(500, "not supported model for image generation", "convert_request_failed"),
      "request",
    ],
    ["a billed content violation", failure(403, "no", "violation_fee.grok.csam"), "content_policy"],
    [
      "a filtered prompt that says retry",
      failure(400, "Please modify your prompt and retry. content management policy", ""),
      "content_policy",
    ],
    ["an input to adjust and try again", failure(400, "please adjust your input and try again", ""), "request"],
    [
      "an upstream 400 behind a 500",
      failure(500, "bad response status code 400", "bad_response_status_code"),
      "request",
    ],
    ["a spent free tier", failure(429, "The free tier of the model has been exhausted.", ""), "quota"],
  ])("%s", (_, input, category) => {
    expect(classify(input)).toMatchObject({ retryable: false, category });
  });
});

describe("retries", () => {
  it.each([
    [
      "a 400 that names an upstream 502",
      failure(400, "bad response status code 502", "bad_response_status_code"),
      "server",
    ],
    [
      "a model at capacity behind a 400",
      failure(400, "Selected model is at capacity.", "", "invalid_request_error"),
      "overloaded",
    ],
    [
      "a song that is not ready, whose number means an empty balance elsewhere",
      {
        status: 200,
        body: { code: 1101, message: "Wait for the creation to finish." },
        request: { url: "https://api.cometapi.com/suno/fetch/1" },
      },
      "unknown",
    ],
    ["a task that is not completed yet", failure(400, "Task is not completed yet", ""), "unknown"],
    ["an overload inside a 200", failure(200, "The engine is currently overloaded", "server_error"), "overloaded"],
    ["a timeout inside a 200", failure(200, "context deadline exceeded", ""), "timeout"],
    [
      "a full queue inside a 200",
      {
        status: 200,
        body: { code: 23, description: "queue" },
        request: { url: "https://api.cometapi.com/mj/submit/imagine" },
      },
      "overloaded",
    ],
    [
      "a rate limit that ends with advice on paying",
      failure(
        429,
        "Rate limit reached for m-1 on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. You can increase your rate limit by adding a payment method to your account at https://platform.openai.com/account/billing.",
        "rate_limit_exceeded",
        "requests",
      ),
      "rate_limit",
    ],
    [
      "Gemini's quota words",
      failure(
        429,
        "You exceeded your current quota, please check your plan and billing details. See https://ai.google.dev/gemini-api/docs/rate-limits. Please retry in 12s.",
        429,
        "upstream_error",
      ),
      "rate_limit",
    ],
    ["the saturated text alone", failure(429, "当前分组上游负载已饱和，请稍后再试", ""), "rate_limit"],
    ["the gateway's own limiter", failure(429, "您已达到请求数限制：1分钟内最多请求5次", ""), "rate_limit"],
    ["a channel that ran out of keys", failure(500, "no key", "channel:no_available_key"), "overloaded"],
    ["a first channel that failed", failure(500, "get channel failed (retry)", "get_channel_failed"), "overloaded"],
    ["an empty response behind a 429", failure(429, "empty", "channel:empty_response"), "server"],
    ["a 529", claude(529, "Overloaded", "overloaded_error"), "overloaded"],
    ["an unreachable origin, 522", { status: 522, body: "error code: 522" }, "timeout"],
    ["a 520", { status: 520, body: "error code: 520" }, "server"],
    ["a 408", { status: 408 }, "timeout"],
    ["an upstream 5xx that names a bare word", failure(500, "openai_error", "bad_response_status_code"), "server"],
    ["Bedrock's throttling behind a 400", failure(400, "Too many requests", "ThrottlingException"), "rate_limit"],
  ] satisfies readonly (readonly [string, Failure, string])[])("%s", (_, input, category) => {
    expect(classify(input)).toMatchObject({ retryable: true, category });
  });
});

describe("is not misled by", () => {
  it("a number inside a request id", () => {
    expect(classify(failure(400, "bad shape (request id: req_011CS429abc)", ""))).toMatchObject({
      category: "request",
    });
    expect(classify(failure(400, "see status5030 and 429", ""))).toMatchObject({ category: "request" });
  });

  it("the brand of the gateway in the type", () => {
    for (const type of ["comet_api_error", "new_api_error", "rix_api_error", "rate_limit_api_error"]) {
      expect(classify(failure(401, "no", "", type)).ruleId).toBe("invalid-token");
    }
  });

  it("a daily bucket's reset where the message names the wait", () => {
    const input = failure(429, "Rate limit reached. Please try again in 20s.", "rate_limit_exceeded", "requests");
    const headers = { "x-ratelimit-reset-requests": "2h7m1.233s", "x-ratelimit-remaining-requests": "0" };
    expect(classify({ ...input, headers }).retryAfterMs).toBe(20_000);
  });

  it("a hint of a wait in a prompt that must be changed", () => {
    expect(classify(failure(400, "Please modify your prompt and retry.", "")).retryAfterMs).toBeUndefined();
  });

  it("a sentence beside a definite code", () => {
    expect(classify(failure(503, "no available channel", "some_definite_code")).category).toBe("overloaded");
  });

  it("a sentence beyond the first 2 KB of the message", () => {
    expect(classify(failure(503, `${"x".repeat(2040)} no available channel`, "")).category).toBe("overloaded");
  });

  it("a sentence in the title of a web page", () => {
    const body = "<html><head><title>no available channel</title></head></html>";
    expect(classify({ status: 503, body })).toMatchObject({
      ruleId: "service-unavailable",
      message: "no available channel",
    });
  });

  it("a body under a status that says no error", () => {
    const body = { id: "chatcmpl-1", choices: [{ message: { content: "rate limit" } }] };
    expect(classify({ status: 200, body })).toMatchObject({ ruleId: "error-with-success-status", retryable: false });
  });
});

describe("words that only sound like a failure", () => {
  it.each([
    [400, "frequency_penalty is not supported with this model", "request", false],
    [403, "Your organization's rate limit tier does not include this model", "permission", false],
    [400, "Invalid 'messages[0].content': \"connection timed out\" must be an array", "request", false],
    [400, "method overloaded in tool schema: f", "request", false],
    [422, 'Field text: "503 Service Unavailable" is not a valid enum', "request", false],
    [500, "open /tmp/cache/1.png: no such file or directory", "server", true],
    [400, "Invalid token id in logit_bias: 999999", "request", false],
  ] as const)("%i %s", (status, message, category, retryable) => {
    const body = { error: { message, type: "invalid_request_error", param: null, code: null } };
    const type = status === 500 ? "server_error" : "invalid_request_error";
    const verdict = classify({ status, body: { error: { ...body.error, type } } });
    expect(verdict).toMatchObject({ category, retryable });
  });
});
