import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatBody, eventsFromText, post, type Subject, subjects } from "../../test/harness.ts";

const city = { type: "string", default: "Oslo" };
const schema = { type: "object", properties: { city }, required: ["city"] };
const object = '{"city":"Oslo"}';
const [chat, responses, messages] = ["/v1/chat/completions", "/v1/responses", "/v1/messages"];
const gemini = "/v1beta/models/gemini-2.5-flash:generateContent";

const response = { model: "gpt-5-mini", input: "Hello" };
const message = { ...chatBody, model: "claude-haiku-4-5", max_tokens: 64 };
const contents = { contents: [{ role: "user", parts: [{ text: "Hello" }] }] };

const named = (name: string) => ({ name, description: "Tells it.", parameters: schema });
const chatTools = [
  { type: "function", function: named("weather") },
  { type: "function", function: named("time") },
];
const responseTools = [{ type: "function", ...named("weather") }, { type: "web_search" }];
const claudeTools = [
  { name: "weather", input_schema: schema },
  { type: "web_search_20250305", name: "web_search" },
];
const geminiTools = [{ functionDeclarations: [named("weather"), named("time")] }];

const chatCall = (name: string) => ({ type: "function", function: { name, arguments: object } });
const chatEnd = (finish_reason: string, message: object) => ({ choices: [{ finish_reason, message }] });
const geminiEnd = (finishReason: string, ...parts: object[]) => ({
  candidates: [{ content: { parts }, finishReason }],
});

const answers: readonly [what: string, path: string, body: object, answer: object][] = [
  ["n", chat, { ...chatBody, n: 2 }, { choices: [{ index: 0 }, { index: 1 }], usage: { completion_tokens: 18 } }],
  ["max_tokens", chat, { ...chatBody, max_tokens: 2 }, chatEnd("length", { content: "Hello!" })],
  ["max_completion_tokens", chat, { ...chatBody, max_completion_tokens: 1 }, chatEnd("length", { content: "Hello" })],
  ["stop", chat, { ...chatBody, stop: [" can"] }, chatEnd("stop", { content: "Hello! How" })],
  [
    "logprobs",
    chat,
    { ...chatBody, max_tokens: 1, logprobs: true, top_logprobs: 1 },
    { choices: [{ logprobs: { content: [{ token: "Hello", top_logprobs: [{ token: "Hello" }] }] } }] },
  ],
  ["tools", chat, { ...chatBody, tools: chatTools }, chatEnd("tool_calls", { tool_calls: [chatCall("weather")] })],
  [
    "parallel tools",
    chat,
    { ...chatBody, tools: chatTools, parallel_tool_calls: true },
    chatEnd("tool_calls", { content: null, tool_calls: [chatCall("weather"), chatCall("time")] }),
  ],
  [
    "a tool by name",
    chat,
    { ...chatBody, tools: chatTools, tool_choice: { type: "function", function: { name: "time" } } },
    chatEnd("tool_calls", { tool_calls: [chatCall("time")] }),
  ],
  ["tools, but none", chat, { ...chatBody, tools: chatTools, tool_choice: "none" }, chatEnd("stop", {})],
  [
    "tools that have answered",
    chat,
    { ...chatBody, tools: chatTools, messages: [{ role: "tool", tool_call_id: "call_1", content: "Sunny" }] },
    chatEnd("stop", {}),
  ],
  [
    "a schema",
    chat,
    { ...chatBody, response_format: { type: "json_schema", json_schema: { name: "place", schema } } },
    chatEnd("stop", { content: object }),
  ],
  [
    "any JSON",
    chat,
    { ...chatBody, response_format: { type: "json_object" } },
    chatEnd("stop", { content: '{"message":"Hello! How can I help you today?"}' }),
  ],
  [
    "max_tokens",
    "/v1/completions",
    { model: "m", prompt: "a", max_tokens: 1 },
    { choices: [{ finish_reason: "length" }] },
  ],
  [
    "max_output_tokens",
    responses,
    { ...response, max_output_tokens: 2 },
    { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, max_output_tokens: 2 },
  ],
  [
    "tools",
    responses,
    { ...response, tools: responseTools },
    { status: "completed", output: [{ type: "function_call", name: "weather", arguments: object }] },
  ],
  [
    "tools that have answered",
    responses,
    {
      ...response,
      input: [{ type: "function_call_output", call_id: "call_1", output: "Sunny" }],
      tools: responseTools,
    },
    { output: [{ type: "message" }] },
  ],
  [
    "a schema",
    responses,
    { ...response, text: { format: { type: "json_schema", name: "place", schema } } },
    { output: [{ content: [{ text: object }] }] },
  ],
  ["max_tokens", messages, { ...message, max_tokens: 2 }, { stop_reason: "max_tokens", content: [{ text: "Hello!" }] }],
  [
    "stop_sequences",
    messages,
    { ...message, stop_sequences: ["!"] },
    { stop_reason: "stop_sequence", stop_sequence: "!", content: [{ text: "Hello" }] },
  ],
  [
    "tools",
    messages,
    { ...message, tools: claudeTools },
    { stop_reason: "tool_use", content: [{ type: "tool_use", name: "weather", input: { city: "Oslo" } }] },
  ],
  [
    "any tool, but not the provider's own",
    messages,
    { ...message, tools: claudeTools, tool_choice: { type: "any", disable_parallel_tool_use: false } },
    { content: [{ type: "tool_use", name: "weather" }] },
  ],
  [
    "tools that have answered",
    messages,
    { ...message, tools: claudeTools, messages: [{ role: "user", content: [{ type: "tool_result" }] }] },
    { stop_reason: "end_turn", content: [{ type: "text" }] },
  ],
  [
    "thinking",
    messages,
    { ...message, thinking: { type: "adaptive" } },
    { content: [{ type: "thinking" }, { type: "text" }] },
  ],
  [
    "a schema",
    messages,
    { ...message, output_config: { format: { type: "json_schema", schema } } },
    { content: [{ type: "text", text: object }] },
  ],
  [
    "limits and candidates",
    gemini,
    { ...contents, generationConfig: { maxOutputTokens: 1, candidateCount: 2 } },
    { candidates: [{ finishReason: "MAX_TOKENS" }, { index: 1 }], usageMetadata: { candidatesTokenCount: 2 } },
  ],
  [
    "functions",
    gemini,
    { ...contents, tools: geminiTools },
    geminiEnd("STOP", { functionCall: { name: "weather", args: { city: "Oslo" } } }),
  ],
  [
    "a function by name",
    gemini,
    {
      ...contents,
      tools: geminiTools,
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["time"] } },
    },
    geminiEnd("STOP", { functionCall: { name: "time" } }),
  ],
  [
    "functions that have answered",
    gemini,
    { contents: [{ parts: [{ functionResponse: { name: "weather" } }] }], tools: geminiTools },
    geminiEnd("STOP", { text: "Hello! How can I help you today?" }),
  ],
  [
    "a schema",
    gemini,
    { ...contents, generationConfig: { responseMimeType: "application/json", responseSchema: schema } },
    geminiEnd("STOP", { text: object }),
  ],
];

const tooMany = (field: string, most: number) => ({
  error: {
    message: `Invalid '${field}': integer above maximum value. Expected a value <= ${most}, but got 1000000000 instead.`,
  },
});
const noSuchTool = "Tool choice 'date' not found in 'tools' parameter.";
const refusals: readonly [what: string, path: string, body: object, answer: object][] = [
  [
    "a function that is not there",
    chat,
    { ...chatBody, tools: chatTools, tool_choice: { type: "function", function: { name: "date" } } },
    { error: { message: noSuchTool, type: "invalid_request_error", param: "tool_choice", code: null } },
  ],
  [
    "a function that is not there",
    messages,
    { ...message, tools: claudeTools, tool_choice: { type: "tool", name: "date" } },
    { type: "error", error: { message: noSuchTool } },
  ],
  ["too many choices", chat, { ...chatBody, n: 1e9 }, tooMany("n", 128)],
  [
    "too many candidates",
    gemini,
    { ...contents, generationConfig: { candidateCount: 1e9 } },
    tooMany("candidateCount", 8),
  ],
  ["too many images", "/v1/images/generations", { model: "m", prompt: "a", n: 1e9 }, tooMany("n", 10)],
  ["too many numbers", "/v1/embeddings", { model: "m", input: "a", dimensions: 1e9 }, tooMany("dimensions", 4096)],
];

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.close());

  it.each(answers)("does as %s asks on %s", async (_what, path, body, answer) => {
    const response = await subject.ask(path, post(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(answer);
  });

  it.each(refusals)("refuses %s on %s", async (_what, path, body, answer) => {
    const response = await subject.ask(path, post(body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject(answer);
  });

  it("streams each choice of a chat", async () => {
    const response = await subject.ask(chat, post({ ...chatBody, n: 2, stream: true }));
    const chunks = eventsFromText<{ choices: [{ index: number; finish_reason: string | null }] }>(
      await response.text(),
    );
    const ends = chunks.map(({ choices: [choice] }) => choice).filter((choice) => choice.finish_reason === "stop");
    expect(ends.map(({ index }) => index)).toEqual([0, 1]);
  });

  it("streams images before and when they are ready", async () => {
    const body = { model: "gpt-image-1", prompt: "a lighthouse", stream: true, partial_images: 2 };
    const text = await (await subject.ask("/v1/images/generations", post(body))).text();
    const types = eventsFromText<{ type: string }>(text).map(({ type }) => type.replace("image_generation.", ""));
    expect(types).toEqual(["partial_image", "partial_image", "completed"]);
  });
});
