/** About 1 KB, the size of a short answer. */
const text = "a".repeat(820);

const completion = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "gpt-5-mini",
  choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
  usage: { prompt_tokens: 9, completion_tokens: 205, total_tokens: 214 },
});

const message = JSON.stringify({
  id: "msg_bench",
  type: "message",
  role: "assistant",
  model: "gpt-5-mini",
  content: [{ type: "text", text }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 9, output_tokens: 205 },
});

const failure = (code: string, message: string) =>
  JSON.stringify({ error: { message, type: "comet_api_error", param: "", code } });

const failures: Readonly<Record<number, string>> = {
  429: failure("rate_limit_exceeded", "Rate limit reached for requests"),
  503: failure("system_cpu_overloaded", "The service is temporarily overloaded, please try again later"),
};

/** The body for a status; for a success, in the protocol of the route. */
export const answerBody = (status: number, path = ""): string =>
  failures[status] ?? (path.endsWith("/messages") ? message : completion);
