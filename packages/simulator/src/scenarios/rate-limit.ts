import { relayError } from "../reply/envelopes.ts";
import type { JsonValue, Reply } from "../reply/reply.ts";
import { cloudflareHeaders, ok, saturated } from "./parts.ts";
import { chat, gemini, geminiStreamed } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "rate limit";

const tooMany = (headers: Record<string, string>): Reply => ({
  status: 429,
  headers,
  body: relayError("Rate limit reached for requests", "rate_limit_exceeded", "requests"),
});

const geminiQuota =
  "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits. Please retry in 1s.";

const geminiError = (details: readonly JsonValue[]): JsonValue => ({
  error: { code: 429, message: geminiQuota, status: "RESOURCE_EXHAUSTED", details },
});

const quotaFailure = { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [] };
const retryInfo = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1s" };

export const rateLimit: readonly Scenario[] = [
  {
    name: "rate-limit-429",
    title: "429: the group is saturated, no wait given; then ok",
    section,
    request: chat,
    replies: [{ status: 429, body: relayError(saturated, "") }, ok],
  },
  {
    name: "rate-limit-429-empty",
    title: "429 with an empty body; then ok",
    section,
    request: chat,
    replies: [{ status: 429 }, ok],
  },
  {
    name: "rate-limit-1015",
    title: "429: Cloudflare's error 1015 as plain text, Retry-After: 1; then ok",
    section,
    request: chat,
    replies: [
      {
        status: 429,
        noRequestId: true,
        headers: { ...cloudflareHeaders, "content-type": "text/plain; charset=UTF-8", "retry-after": "1" },
        body: "error code: 1015",
      },
      ok,
    ],
  },
  {
    name: "retry-after-1",
    title: "429 with Retry-After: 1; then ok",
    section,
    request: chat,
    replies: [tooMany({ "retry-after": "1" }), ok],
  },
  {
    name: "retry-after-date",
    title: "429 with Retry-After as an HTTP date two seconds ahead; then ok",
    section,
    request: chat,
    replies: [tooMany({ "retry-after": "{{now+2s}}" }), ok],
  },
  {
    name: "retry-after-ms-900",
    title: "429 with retry-after-ms: 900; then ok",
    section,
    request: chat,
    replies: [tooMany({ "retry-after-ms": "900" }), ok],
  },
  {
    name: "retry-after-3600",
    title: "429 with Retry-After: 3600",
    section,
    request: chat,
    replies: [tooMany({ "retry-after": "3600" })],
  },
  {
    name: "gemini-429-retry-info",
    title: "429 from Gemini with RetryInfo of one second; then ok",
    section,
    request: gemini,
    replies: [{ status: 429, body: geminiError([quotaFailure, retryInfo]) }, ok],
  },
  {
    name: "gemini-array-429",
    title: "429 from Gemini as a JSON array; then ok",
    section,
    request: geminiStreamed,
    replies: [{ status: 429, body: [geminiError([quotaFailure])] }, ok],
  },
];
