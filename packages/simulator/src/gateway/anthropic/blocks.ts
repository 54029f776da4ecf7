import type { JsonValue } from "../../reply/reply.ts";
import type { FunctionCall, Turn } from "../model/turn.ts";

/** One entry of a message's `content`, and how a stream builds it up. */
export interface Block {
  readonly begun: JsonValue;
  readonly deltas: readonly JsonValue[];
  readonly whole: JsonValue;
}

export function blocksOf({ calls, tokens }: Turn, requestId: string, isThinking: boolean): readonly Block[] {
  const said =
    calls.length > 0 ? calls.map((call, index) => callBlock(`toolu_${requestId}${index}`, call)) : [textBlock(tokens)];
  return isThinking ? [thinkingBlock, ...said] : said;
}

export function textBlock(tokens: readonly string[]): Block {
  const type = "text";
  return {
    begun: { type, text: "" },
    deltas: tokens.map((text) => ({ type: "text_delta", text })),
    whole: { type, text: tokens.join("") },
  };
}

function callBlock(id: string, { name, input, pieces }: FunctionCall): Block {
  const block = { type: "tool_use", id, name };
  return {
    begun: { ...block, input: {} },
    deltas: pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
    whole: { ...block, input },
  };
}

const thought = { thinking: "They want an answer.", signature: "c2lnbmF0dXJl" };

const thinkingBlock: Block = {
  begun: { type: "thinking", thinking: "", signature: "" },
  deltas: [
    { type: "thinking_delta", thinking: thought.thinking },
    { type: "signature_delta", signature: thought.signature },
  ],
  whole: { type: "thinking", ...thought },
};
