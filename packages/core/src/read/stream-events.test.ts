import { describe, expect, it } from "vitest";
import { isContentEvent, isErrorEvent, isLastEvent, speaksDialect } from "./stream-events.ts";

describe("isLastEvent", () => {
  it.each([
    ["[DONE]", true],
    ['{"choices":[{"delta":{},"finish_reason":"stop"}]}', true],
    ['{"candidates":[{"finishReason": "STOP"}]}', true],
    ['{"promptFeedback":{"blockReason":"SAFETY"}}', true],
    ['{"type":"message_stop"}', true],
    ['{"type":"response.completed"}', true],
    ['{"type":"response.incomplete"}', true],
    ['{"type":"image_generation.completed"}', true],
    ['{"type":"speech.audio.done"}', true],
    ['{"type":"transcript.text.done"}', true],
    ['{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}', false],
    ['{"type":"message_delta"}', false],
    ['{"type":"response.created"}', false],
    ["say [DONE]", false],
    ["", false],
  ])("of %s is %s", (data, expected) => {
    expect(isLastEvent(data)).toBe(expected);
  });
});

describe("isErrorEvent", () => {
  it.each([
    [{ error: { message: "m" } }, true],
    [{ error: "m" }, true],
    [{ type: "error", message: "m" }, true],
    [{ type: "response.failed", response: {} }, true],
    [{ object: "error", message: "m" }, true],
    [{ object: "chat.completion.chunk", choices: [{ object: "error" }] }, false],
    [{ choices: null, base_resp: { status_code: 1027, status_msg: "m" } }, true],
    [{ choices: [], base_resp: { status_code: 0, status_msg: "" } }, false],
    [{ error: null, choices: [] }, false],
    [{ error: "" }, false],
    [{ error: false }, false],
    [{ error: {} }, true],
    [{ error: {}, choices: [] }, false],
    [{ error: { message: "", type: "", param: "", code: null }, choices: [] }, false],
    [{ error: { message: "", type: "", param: "", code: "c" }, choices: [] }, true],
    [{ type: "error", error: { message: "" } }, true],
    [{ type: "response.created" }, false],
    [{}, false],
    [null, false],
    ["error", false],
  ])("of %j is %s", (data, expected) => {
    expect(isErrorEvent(data)).toBe(expected);
  });
});

describe("isContentEvent", () => {
  it.each([
    [{ choices: [{ delta: { role: "assistant" } }] }, false],
    [{ choices: [{ delta: { role: "assistant", content: "" } }] }, false],
    [{ choices: [{ delta: { role: "assistant", content: null } }] }, false],
    [{ choices: [{ delta: { role: "assistant", content: "", tool_calls: [] } }] }, false],
    [{ choices: [{ delta: { content: [], function_call: {}, audio: {} } }] }, false],
    [{ choices: [{ delta: { annotations: [], content: "a" } }] }, true],
    [{ choices: [{ delta: { audio: { id: "a" } } }] }, true],
    [{ choices: [{ delta: { index: 0 } }] }, true],
    [{ choices: [] }, false],
    [{ type: "ping" }, false],
    [{ type: "message_start", message: {} }, false],
    [{ type: "content_block_start" }, false],
    [{ type: "response.created" }, false],
    [{ type: "response.in_progress" }, false],
    [{ choices: [{ delta: { content: "a" } }] }, true],
    [{ choices: [{ delta: { tool_calls: [{}] } }] }, true],
    [{ choices: [{ delta: { reasoning_content: "a" } }] }, true],
    [{ choices: [{ text: "a" }] }, true],
    [{ choices: [{ delta: {}, finish_reason: "stop" }] }, true],
    [{ type: "content_block_delta", delta: { text: "a" } }, true],
    [{ type: "response.output_text.delta", delta: "a" }, true],
    [{ candidates: [{ content: {} }] }, true],
    ["text", true],
    [null, true],
  ])("of %j is %s", (data, expected) => {
    expect(isContentEvent(data)).toBe(expected);
  });
});

describe("speaksDialect", () => {
  it.each([
    [{ choices: [] }, true],
    [{ candidates: [] }, true],
    [{ type: "ping" }, true],
    [{ progress: 5 }, false],
    [{ choices: 1 }, false],
    [null, false],
    ["text", false],
  ])("of %j is %s", (data, expected) => {
    expect(speaksDialect(data)).toBe(expected);
  });
});

it("a delta whose text is the name of a last event is not the last event", () => {
  expect(isLastEvent('{"choices":[{"delta":{"content":"task.completed"}}]}')).toBe(false);
  expect(isLastEvent('{"choices":[{"delta":{"content":"message_stop"}}]}')).toBe(false);
});
