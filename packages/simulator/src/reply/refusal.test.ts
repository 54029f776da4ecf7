import { afterAll, describe, expect, it } from "vitest";
import { chatBody, post, subjects } from "../../test/harness.ts";
import { createSimulator } from "../index.ts";

const chat = "/v1/chat/completions";
const refusals = [
  { models: ["busy-model"], reply: { status: 429, body: { error: { message: "busy (request id: {{requestId}})" } } } },
  { models: ["private-model"], keys: ["sk-narrow"], reply: { status: 403 } },
  { fields: ["logit_bias"], reply: { status: 400 } },
  { fields: ["seed", "top_k"], reply: { status: 422 } },
];

describe.each(subjects)("a refusal, %s", async (_, open) => {
  const { ask, close } = await open({ refusals });
  afterAll(close);

  it("is the answer to every request for its model, with its placeholders filled", async () => {
    for (const _time of ["first", "second"]) {
      const response = await ask(chat, post({ ...chatBody, model: "busy-model" }));
      expect(response.status).toBe(429);
      expect(await response.text()).toMatch(/^\{"error":\{"message":"busy \(request id: \d{14}\w+\)"\}\}$/);
    }
  });

  it.each([
    ["its key and model", { model: "private-model" }, "Bearer sk-narrow", 403],
    ["its model under another key", { model: "private-model" }, "Bearer sk-wide", 200],
    ["its key with another model", {}, "Bearer sk-narrow", 200],
    ["its field, even if it is null", { logit_bias: null }, "Bearer sk-wide", 400],
    ["both of its fields", { seed: 1, top_k: 2 }, "Bearer sk-wide", 422],
    ["one of its two fields", { seed: 1 }, "Bearer sk-wide", 200],
  ])("judges a request with %s", async (_what, fields, authorization, status) => {
    const response = await ask(chat, post({ ...chatBody, ...fields }, { authorization }));
    expect(response.status).toBe(status);
  });
});

it("that is malformed is refused, and its wrong field is named", () => {
  const wrong = [{ models: "busy", reply: {} }] as never;
  expect(() => createSimulator({ refusals: wrong })).toThrow(
    "Invalid refusals: refusals[0].models: Invalid input: expected array, received string",
  );
});
