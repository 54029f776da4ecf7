import { relayError } from "../reply/envelopes.ts";
import { saturated } from "./parts.ts";
import { chat, kling } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "rate limit";

const openaiQuota =
  "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.";

/** Empty wallets that come as a 429. */
export const quota: readonly Scenario[] = [
  {
    name: "quota-429",
    title: "429: an empty wallet, with the text of a saturated group",
    section,
    request: chat,
    replies: [{ status: 429, body: relayError(saturated, "insufficient_user_quota", "insufficient_quota") }],
  },
  {
    name: "openai-quota-429",
    title: "429: the provider's own insufficient_quota",
    section,
    request: chat,
    replies: [
      {
        status: 429,
        body: {
          error: { message: openaiQuota, type: "insufficient_quota", param: null, code: "insufficient_quota" },
        },
      },
    ],
  },
  {
    name: "kling-429-balance",
    title: "429 from Kling: 1102, the balance is too low",
    section,
    request: kling,
    replies: [
      { status: 429, body: { code: 1102, message: "Account balance not enough", request_id: "{{requestId}}" } },
    ],
  },
];
