import { messageDelta, messageOpening } from "../gateway/anthropic/messages.ts";
import { chatChunk } from "../gateway/openai/chat.ts";
import { claudeError } from "../reply/envelopes.ts";
import { sseData, sseDone, sseEvent } from "../reply/sse.ts";
import { ok } from "./parts.ts";
import { chatStreamed, messagesStreamed, responsesStreamed } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "streams";

const head = { model: "gpt-5-mini", requestId: "{{requestId}}", created: 1_782_000_000 };
const opening = chatChunk(head, { role: "assistant", content: "" });
const hello = [opening, chatChunk(head, { content: "Hello" }), chatChunk(head, { content: "!" })];
const helloClaude = [
  ...messageOpening({ model: "claude-sonnet-4-5", requestId: "{{requestId}}" }),
  messageDelta("Hello"),
];

const serverError = {
  error: {
    message: "The server had an error while processing your request. Sorry about that!",
    type: "server_error",
    param: null,
    code: "server_error",
  },
};

const noQuota = {
  error: {
    message: "You exceeded your current quota, please check your plan and billing details.",
    type: "insufficient_quota",
    param: null,
    code: "insufficient_quota",
  },
};

const overloaded = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
const failed = { code: "server_error", message: "Our servers are currently overloaded. Please try again later." };

export const streams: readonly Scenario[] = [
  {
    name: "sse-error-data",
    title: "The first event is an error in data; then ok",
    section,
    request: chatStreamed,
    replies: [{ chunks: [sseData(serverError)] }, ok],
  },
  {
    name: "sse-error-event",
    title: "The first event is Anthropic's event: error, overloaded_error; then ok",
    section,
    request: messagesStreamed,
    replies: [{ chunks: [sseEvent(overloaded)] }, ok],
  },
  {
    name: "sse-response-failed",
    title: "A Responses stream that fails before any text: response.failed; then ok",
    section,
    request: responsesStreamed,
    replies: [
      {
        chunks: [
          sseEvent({
            type: "response.failed",
            response: { id: "resp_{{requestId}}", object: "response", status: "failed", error: failed },
            sequence_number: 0,
          }),
        ],
      },
      ok,
    ],
  },
  {
    name: "sse-quota",
    title: "The first event is insufficient_quota",
    section,
    request: chatStreamed,
    replies: [{ chunks: [sseData(noQuota)] }],
  },
  {
    name: "sse-error-midway",
    title: "Text, then an error in data",
    section,
    request: chatStreamed,
    replies: [{ chunks: [...hello, sseData(serverError), sseDone] }],
  },
  {
    name: "sse-error-raw-json",
    title: "Text on /v1/messages, then the error as raw JSON without data:",
    section,
    request: messagesStreamed,
    replies: [{ chunks: [...helloClaude, JSON.stringify(claudeError("Overloaded", "overloaded_error"))] }],
  },
  {
    name: "sse-cut",
    title: "Text, then a clean end without finish_reason",
    section,
    request: chatStreamed,
    replies: [{ chunks: hello }],
  },
  {
    name: "sse-cut-before-content",
    title: "A clean end before any text; then ok",
    section,
    request: chatStreamed,
    replies: [{ chunks: [opening] }, ok],
  },
  {
    name: "sse-reset",
    title: "Text, then the connection breaks",
    section,
    request: chatStreamed,
    replies: [{ chunks: hello, end: "reset" }],
    needs: "node",
  },
];
