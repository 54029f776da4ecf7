import type { JsonValue } from "../../reply/reply.ts";
import { sseEvent } from "../../reply/sse.ts";
import { inputTokens } from "../model/greeting.ts";
import { type Turn, takeTurn } from "../model/turn.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";
import { askFromResponse } from "./ask.ts";
import { type Item, itemsOf } from "./response-items.ts";

export const responses: Endpoint = {
  method: "POST",
  path: "/v1/responses",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is required" }),
  answer: (call) => {
    const turn = takeTurn(askFromResponse(call.body));
    const items = itemsOf(turn, call.requestId);
    const whole = finished(call, turn, items);
    return call.body.stream === true ? { chunks: responseStream(call, items, whole) } : { body: whole };
  },
};

/** Fields that come back as they were sent. */
const defaults = {
  instructions: null,
  max_output_tokens: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  temperature: 1,
  text: { format: { type: "text" } },
  tool_choice: "auto",
  tools: [],
  top_p: 1,
};

function response({ body, model, requestId, created }: Call, own: { readonly [field: string]: JsonValue }) {
  const echoed = Object.entries(defaults).map(([name, value]) => [name, (body[name] ?? value) as JsonValue]);
  return {
    id: `resp_${requestId}`,
    object: "response",
    created_at: created,
    error: null,
    incomplete_details: null,
    model,
    ...Object.fromEntries(echoed),
    ...own,
  };
}

function finished(call: Call, { end, outputTokens }: Turn, items: readonly Item[]) {
  const isCut = end === "length";
  return response(call, {
    status: isCut ? "incomplete" : "completed",
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    output: items.map(({ whole }) => whole),
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
  });
}

function responseStream(call: Call, items: readonly Item[], whole: ReturnType<typeof finished>): string[] {
  const started = response(call, { status: "in_progress", output: [], usage: null });
  const events: readonly Event[] = [
    { type: "response.created", response: started },
    { type: "response.in_progress", response: started },
    ...items.flatMap((item, output_index) => itemEvents(item, output_index)),
    { type: `response.${whole.status}`, response: whole },
  ];
  return events.map((event, sequence_number) => sseEvent({ ...event, sequence_number }));
}

type Event = { readonly type: string; readonly [key: string]: JsonValue };

function itemEvents({ id, begun, whole, events }: Item, output_index: number): readonly Event[] {
  return [
    { type: "response.output_item.added", output_index, item: begun },
    ...events.map((event) => ({ ...event, item_id: id, output_index })),
    { type: "response.output_item.done", output_index, item: whole },
  ];
}
