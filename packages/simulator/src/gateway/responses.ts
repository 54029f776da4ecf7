import type { JsonValue } from "../reply.ts";
import { sseEvent } from "../sse.ts";
import type { Call, Endpoint } from "./endpoint.ts";
import { requireFields } from "./fields.ts";
import { greeting, greetingParts, inputTokens, outputTokens, totalTokens } from "./greeting.ts";

const part = (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] });

export const responses: Endpoint = {
  method: "POST",
  path: "/v1/responses",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is required" }),
  answer: (call) => (call.body.stream === true ? { chunks: responseStream(call) } : { body: completed(call) }),
};

function outputItem({ requestId }: Call, status: string, content: JsonValue) {
  return { id: `msg_${requestId}`, type: "message", status, role: "assistant", content };
}

function response({ model, requestId, created }: Call, status: string, output: JsonValue, usage: JsonValue) {
  return {
    id: `resp_${requestId}`,
    object: "response",
    created_at: created,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    usage,
  };
}

function completed(call: Call): JsonValue {
  const usage = {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: totalTokens,
  };
  return response(call, "completed", [outputItem(call, "completed", [part(greeting)])], usage);
}

function responseStream(call: Call): string[] {
  const started = response(call, "in_progress", [], null);
  const place = { item_id: `msg_${call.requestId}`, output_index: 0, content_index: 0 };
  const item = (status: string, content: JsonValue) => ({ output_index: 0, item: outputItem(call, status, content) });
  const events: { readonly type: string; readonly [key: string]: JsonValue }[] = [
    { type: "response.created", response: started },
    { type: "response.in_progress", response: started },
    { type: "response.output_item.added", ...item("in_progress", []) },
    { type: "response.content_part.added", ...place, part: part("") },
    ...greetingParts.map((delta) => ({ type: "response.output_text.delta", ...place, delta, logprobs: [] })),
    { type: "response.output_text.done", ...place, text: greeting, logprobs: [] },
    { type: "response.content_part.done", ...place, part: part(greeting) },
    { type: "response.output_item.done", ...item("completed", [part(greeting)]) },
    { type: "response.completed", response: completed(call) },
  ];
  return events.map((event, sequence_number) => sseEvent({ ...event, sequence_number }));
}
