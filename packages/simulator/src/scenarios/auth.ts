import { claudeError, middlewareError, relayError } from "../reply/envelopes.ts";
import { cloudflareBlockPage } from "../reply/pages.ts";
import { cloudflareHeaders, rayId, withId } from "./parts.ts";
import { chat, messages, video } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const forbidden = "forbidden";

/** Keys, permissions and wallets: 401 and 403. */
export const auth: readonly Scenario[] = [
  {
    name: "invalid-token-401",
    title: "401: the key is missing, malformed or unknown",
    section: "auth",
    request: chat,
    replies: [{ status: 401, body: middlewareError("", withId("invalid token")) }],
  },
  {
    name: "forbidden-403",
    title: "403: the key may not use this group",
    section: forbidden,
    request: chat,
    replies: [{ status: 403, body: middlewareError("", withId("No permission to access group vip")) }],
  },
  {
    name: "waf-403",
    title: "403: Cloudflare's block page",
    section: forbidden,
    request: chat,
    replies: [{ status: 403, noRequestId: true, headers: cloudflareHeaders, body: cloudflareBlockPage(rayId) }],
  },
  {
    name: "wallet-403",
    title: "403: the account has no quota left",
    section: forbidden,
    request: chat,
    replies: [{ status: 403, body: relayError(withId("user quota is not enough"), "insufficient_user_quota") }],
  },
  {
    name: "wallet-403-video",
    title: "403 on /v1/videos: no error object, no code, no request id",
    section: forbidden,
    request: video,
    replies: [{ status: 403, body: { code: null, message: "user quota is not enough" } }],
  },
  {
    name: "claude-403",
    title: "403 on /v1/messages whose type is <nil>",
    section: forbidden,
    request: messages,
    replies: [{ status: 403, body: claudeError(withId("Request not allowed"), "<nil>") }],
  },
];
