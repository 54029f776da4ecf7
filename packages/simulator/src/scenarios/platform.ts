import { claudeError, middlewareError, relayError, taskError } from "../reply/envelopes.ts";
import { cloudflarePage, nginxPage } from "../reply/pages.ts";
import type { Reply } from "../reply/reply.ts";
import { cloudflareHeaders, nginxHeaders, ok, rayId, withId } from "./parts.ts";
import { chat, messages, video } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "platform and timeouts";

const failed: Reply = {
  status: 500,
  body: relayError(withId("upstream error: do request failed"), "do_request_failed"),
};

const overloaded: Reply = {
  status: 503,
  body: relayError(withId("The service is temporarily overloaded, please try again later"), "system_cpu_overloaded"),
};

const badStatus = "bad_response_status_code";
const noChannel = "no available channel for group default and model gpt-5-nova (distributor)";

const nestedNoChannel = JSON.stringify({
  error: {
    code: "model_not_found",
    message:
      "No available channel for model sora-3 under group default (distributor) (request id: 20260630071532903317764Yz8aBc0D)",
    type: "new_api_error",
  },
});

export const platform: readonly Scenario[] = [
  { name: "platform-500", title: "500: the upstream failed; then ok", section, request: chat, replies: [failed, ok] },
  { name: "platform-500-forever", title: "500, every time", section, request: chat, replies: [failed] },
  {
    name: "overloaded-503-twice",
    title: "503 twice; then ok",
    section,
    request: chat,
    replies: [overloaded, overloaded, ok],
  },
  {
    name: "model-not-found-503",
    title: "503 model_not_found: no channel serves the model",
    section,
    request: { ...chat, body: { model: "gpt-5-nova", messages: [{ role: "user", content: "Hello" }] } },
    replies: [{ status: 503, body: middlewareError("model_not_found", withId(noChannel)) }],
  },
  {
    name: "task-nested-503",
    title: "503 on a task route, with the upstream's error as a JSON string inside",
    section,
    request: { ...video, body: { model: "sora-3", prompt: "A lighthouse at dusk" } },
    replies: [{ status: 503, body: taskError("fail_to_fetch_task", nestedNoChannel) }],
  },
  {
    name: "timeout-504",
    title: "504 whose message is just openai_error; then ok",
    section,
    request: chat,
    replies: [{ status: 504, body: relayError("openai_error", badStatus, badStatus) }, ok],
  },
  {
    name: "timeout-524",
    title: "524: Cloudflare's page with a Ray ID; then ok",
    section,
    request: chat,
    replies: [
      {
        status: 524,
        noRequestId: true,
        headers: cloudflareHeaders,
        body: cloudflarePage(524, "A timeout occurred", rayId),
      },
      ok,
    ],
  },
  {
    name: "bad-gateway-502",
    title: "502: nginx's page; then ok",
    section,
    request: chat,
    replies: [{ status: 502, noRequestId: true, headers: nginxHeaders, body: nginxPage("502 Bad Gateway") }, ok],
  },
  {
    name: "claude-529",
    title: "529 on /v1/messages: overloaded_error; then ok",
    section,
    request: messages,
    replies: [{ status: 529, body: claudeError(withId("Overloaded"), "overloaded_error") }, ok],
  },
];
