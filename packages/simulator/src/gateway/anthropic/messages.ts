import { claudeError } from "../../reply/envelopes.ts";
import type { JsonValue } from "../../reply/reply.ts";
import { sseEvent } from "../../reply/sse.ts";
import { inputTokens } from "../model/greeting.ts";
import { type Turn, takeTurn } from "../model/turn.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireMessages } from "../request/fields.ts";
import { objectFrom } from "../request/read-fields.ts";
import { askFromMessages } from "./ask.ts";
import { type Block, blocksOf, textBlock } from "./blocks.ts";

export const messages: Endpoint = {
  method: "POST",
  path: "/v1/messages",
  input: "json",
  model: "body",
  check: requireMessages,
  refuse: (message) => ({ status: 500, body: claudeError(message) }),
  answer: (call) => {
    const turn = takeTurn(askFromMessages(call.body));
    const isThinking = ["enabled", "adaptive"].includes(String(objectFrom(call.body.thinking).type));
    const blocks = blocksOf(turn, call.requestId, isThinking);
    return call.body.stream === true
      ? { chunks: messageStream(call, turn, blocks) }
      : { body: wholeMessage(call, turn, blocks) };
  },
};

type Head = Pick<Call, "model" | "requestId">;

function message({ model, requestId }: Head, content: JsonValue, ending: object, output_tokens: number) {
  return {
    id: `msg_${requestId}`,
    type: "message",
    role: "assistant",
    model,
    content,
    ...ending,
    usage: { input_tokens: inputTokens, output_tokens },
  };
}

function endingOf({ end, stoppedBy }: Turn) {
  const reasons = {
    stop: stoppedBy === undefined ? "end_turn" : "stop_sequence",
    length: "max_tokens",
    calls: "tool_use",
  };
  return { stop_reason: reasons[end], stop_sequence: stoppedBy ?? null };
}

function wholeMessage(call: Call, turn: Turn, blocks: readonly Block[]): JsonValue {
  const content = blocks.map(({ whole }) => whole);
  return message(call, content, endingOf(turn), turn.outputTokens);
}

function messageStream(call: Call, turn: Turn, blocks: readonly Block[]): string[] {
  return [
    ...messageOpening(call, blocks[0]),
    ...blocks.flatMap((block, index) => [
      ...(index === 0 ? [] : [blockStart(block, index)]),
      ...block.deltas.map((delta) => sseEvent({ type: "content_block_delta", index, delta })),
      sseEvent({ type: "content_block_stop", index }),
    ]),
    sseEvent({ type: "message_delta", delta: endingOf(turn), usage: { output_tokens: turn.outputTokens } }),
    sseEvent({ type: "message_stop" }),
  ];
}

/** The events before the first word. */
export function messageOpening(head: Head, first: Block = textBlock([])): string[] {
  return [
    sseEvent({ type: "message_start", message: message(head, [], { stop_reason: null, stop_sequence: null }, 1) }),
    blockStart(first, 0),
    sseEvent({ type: "ping" }),
  ];
}

function blockStart({ begun }: Block, index: number): string {
  return sseEvent({ type: "content_block_start", index, content_block: begun });
}

/** One event with a piece of text. */
export function messageDelta(text: string): string {
  return sseEvent({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
}
