import { claudeError } from "../envelopes.ts";
import type { JsonValue } from "../reply.ts";
import { sseEvent } from "../sse.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { requireMessages } from "./fields.ts";
import { greeting, greetingParts, inputTokens, outputTokens } from "./greeting.ts";

export const messages: Endpoint = {
  method: "POST",
  path: "/v1/messages",
  input: "json",
  model: "body",
  check: requireMessages,
  refuse: (message) => ({ status: 500, body: claudeError(message) }),
  answer: (call) => (call.body.stream === true ? { chunks: messageStream(call) } : { body: wholeMessage(call) }),
};

type Head = Pick<Call, "model" | "requestId">;

function message({ model, requestId }: Head, content: JsonValue, stop_reason: string | null, output_tokens: number) {
  return {
    id: `msg_${requestId}`,
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens },
  };
}

function wholeMessage(call: Call): JsonValue {
  return message(call, [{ type: "text", text: greeting }], "end_turn", outputTokens);
}

function messageStream(call: Call): string[] {
  return [
    ...messageOpening(call),
    ...greetingParts.map(messageDelta),
    sseEvent({ type: "content_block_stop", index: 0 }),
    sseEvent({
      type: "message_delta",
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: outputTokens },
    }),
    sseEvent({ type: "message_stop" }),
  ];
}

/** The events before the first word. */
export function messageOpening(head: Head): string[] {
  return [
    sseEvent({ type: "message_start", message: message(head, [], null, 1) }),
    sseEvent({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    sseEvent({ type: "ping" }),
  ];
}

/** One event with a piece of text. */
export function messageDelta(text: string): string {
  return sseEvent({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
}
