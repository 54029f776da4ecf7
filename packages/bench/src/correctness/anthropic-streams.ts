import type { Vector } from "@comet-triage/conformance/scenarios";
import type { Reply } from "@comet-triage/simulator";

const event = (data: { type: string; [field: string]: unknown }) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;

const overloaded = [event({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } })];
const begun = [
  event({
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "gpt-5-mini",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  }),
  event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
  event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "par" } }),
];

/** The streams of a scenario in the protocol of `/v1/messages`; every other reply is unchanged. */
export function inAnthropic({ replies }: Vector): Reply[] {
  return (replies as Reply[]).map((reply) => {
    if (reply.chunks === undefined) return reply;
    const isError = reply.chunks.some((chunk) => chunk.includes('"error"'));
    return { ...reply, chunks: isError ? overloaded : begun };
  });
}
