import { claudeError, middlewareError, relayError } from "../reply/envelopes.ts";
import { withId } from "./parts.ts";
import { chat, messages } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "bad request";
const withoutMessages = { ...chat, body: { model: "gpt-5-mini" } };
const missingMessages = withId("field messages is required");

const upstreamRefusal = JSON.stringify({
  error: {
    message: "Invalid type for 'temperature': expected a decimal, but got a string instead.",
    type: "invalid_request_error",
    param: "temperature",
    code: "invalid_type",
  },
});

const toolResult =
  "messages.1.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_01A. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.";

export const badRequest: readonly Scenario[] = [
  {
    name: "bad-request-400",
    title: "400: the body is not JSON",
    section,
    request: { ...chat, body: "hello" },
    replies: [
      {
        status: 400,
        body: middlewareError("", withId("Invalid request: invalid character 'h' looking for beginning of value")),
      },
    ],
  },
  {
    name: "missing-model-400",
    title: "400: no model, empty code",
    section,
    request: { ...chat, body: { messages: [{ role: "user", content: "Hello" }] } },
    replies: [{ status: 400, body: middlewareError("", withId("model name is required")) }],
  },
  {
    name: "invalid-request-500",
    title: "500 with code invalid_request: messages is missing",
    section,
    request: withoutMessages,
    replies: [{ status: 500, body: relayError(missingMessages, "invalid_request") }],
  },
  {
    name: "invalid-request-500-no-code",
    title: "500 with an empty code: messages is missing",
    section,
    request: withoutMessages,
    replies: [{ status: 500, body: relayError(missingMessages, "") }],
  },
  {
    name: "claude-500-invalid-request",
    title: "500 on /v1/messages of type invalid_request_error, without a code",
    section,
    request: messages,
    replies: [{ status: 500, body: claudeError(toolResult, "invalid_request_error") }],
  },
  {
    name: "double-encoded-400",
    title: "400 whose message is the provider's error as a JSON string",
    section,
    request: {
      ...chat,
      body: { model: "gpt-5-mini", messages: [{ role: "user", content: "Hello" }], temperature: "1" },
    },
    replies: [{ status: 400, body: relayError(withId(upstreamRefusal), 400, "upstream_error") }],
  },
];
