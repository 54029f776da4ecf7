import { expect, it } from "vitest";
import { countTokens } from "./tokens.ts";

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;

it.each([
  ["chat", [{ choices: [{ delta: { role: "assistant", content: "" } }] }, { choices: [{ delta: { content: "Hi" } }] }]],
  [
    "messages",
    [
      { type: "message_start", message: {} },
      { type: "content_block_delta", delta: { text: "Hi" } },
    ],
  ],
  ["responses", [{ type: "response.created" }, { type: "response.output_text.delta", delta: "Hi" }]],
  ["gemini", [{ candidates: [{ content: { parts: [{ text: "Hi" }] } }] }]],
])("counts the pieces of text of a %s stream", (_, events) => {
  expect(countTokens(events.map(event).join(""))).toBe(1);
});

it("counts no errors, no end and no broken JSON", () => {
  expect(countTokens(`${event({ error: { message: "no" } })}data: {"choices":[{"del\n\ndata: [DONE]\n\n`)).toBe(0);
});
