const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: "chatcmpl-1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** The events of a chat stream, in OpenAI's dialect. */
export const opening = chunk({ role: "assistant", content: "" });
export const text = (content: string): string => chunk({ content });
export const finish = chunk({}, "stop");
export const done = "data: [DONE]\n\n";

/** An error as the gateway words it, which the table retries. */
export const overloadedError = {
  error: { message: "The server is overloaded", type: "server_error", param: null, code: "server_error" },
};

/** The events of a stream on `/v1/messages`, in Anthropic's dialect. */
export const messageStart =
  'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[]}}\n\nevent: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\nevent: ping\ndata: {"type":"ping"}\n\n';
export const messageText = (content: string): string =>
  `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: content } })}\n\n`;
export const messageStop = 'event: message_stop\ndata: {"type":"message_stop"}\n\n';
