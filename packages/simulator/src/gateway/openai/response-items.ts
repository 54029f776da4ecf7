import type { JsonValue } from "../../reply/reply.ts";
import type { FunctionCall, Turn } from "../model/turn.ts";

/** One entry of a response's `output`, and how a stream builds it up. */
export interface Item {
  readonly id: string;
  readonly begun: JsonValue;
  readonly whole: JsonValue;
  /** The events in between, without `item_id` and `output_index`. */
  readonly events: readonly { readonly type: string; readonly [key: string]: JsonValue }[];
}

export function itemsOf({ calls, tokens, end }: Turn, requestId: string): readonly Item[] {
  if (calls.length === 0)
    return [messageItem(`msg_${requestId}`, tokens, end === "length" ? "incomplete" : "completed")];
  return calls.map((call, index) => callItem(`${requestId}${index}`, call));
}

function messageItem(id: string, tokens: readonly string[], status: string): Item {
  const text = tokens.join("");
  const part = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });
  const item = { id, type: "message", role: "assistant" };
  const content_index = 0;
  return {
    id,
    begun: { ...item, status: "in_progress", content: [] },
    whole: { ...item, status, content: [part(text)] },
    events: [
      { type: "response.content_part.added", content_index, part: part("") },
      ...tokens.map((delta) => ({ type: "response.output_text.delta", content_index, delta, logprobs: [] })),
      { type: "response.output_text.done", content_index, text, logprobs: [] },
      { type: "response.content_part.done", content_index, part: part(text) },
    ],
  };
}

function callItem(suffix: string, { name, pieces }: FunctionCall): Item {
  const id = `fc_${suffix}`;
  const input = pieces.join("");
  const item = { id, type: "function_call", call_id: `call_${suffix}`, name };
  return {
    id,
    begun: { ...item, status: "in_progress", arguments: "" },
    whole: { ...item, status: "completed", arguments: input },
    events: [
      ...pieces.map((delta) => ({ type: "response.function_call_arguments.delta", delta })),
      { type: "response.function_call_arguments.done", name, arguments: input },
    ],
  };
}
