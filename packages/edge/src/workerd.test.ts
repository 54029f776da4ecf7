import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, describe, expect, it } from "vitest";
import { startWorker } from "../test/workerd.ts";

const simulator = await startSimulator();
const worker = await startWorker(
  `import { createHandler } from "./src/index.ts";
   export default { fetch: createHandler({ public: true, upstream: "${simulator.origin}", initialDelay: 1 }) };`,
  { COMETAPI_KEY: "sk-planted-in-the-worker" },
);
afterAll(() => Promise.all([worker.close(), simulator.close()]));

const chat = (scenario?: string) =>
  fetch(`${worker.origin}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(scenario && { "x-simulate": scenario }) },
    body: '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
  });

describe("in workerd a handler", () => {
  it("sends the key from env", async () => {
    const response = await chat();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ object: "chat.completion" });
    expect(simulator.requests.at(-1)?.headers.authorization).toBe("Bearer sk-planted-in-the-worker");
  });

  it("does not send a 500 whose code is invalid_request again", async () => {
    const before = simulator.requests.length;
    const response = await chat("invalid-request-500");
    expect(simulator.requests.length - before).toBe(1);
    expect(response.status).toBe(500);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-comet-rule": "invalid-request-as-500",
      "x-comet-category": "request",
      "x-comet-retryable": "false",
      "x-should-retry": "false",
      "x-request-id": simulator.requests.at(-1)?.requestId,
    });
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_request" },
      triage: { ruleId: "invalid-request-as-500" },
    });
  });

  it("retries until a busy gateway answers", async () => {
    const before = simulator.requests.length;
    expect((await chat("overloaded-503-twice")).status).toBe(200);
    expect(simulator.requests.length - before).toBe(3);
  });

  it("writes nothing to the log", () => {
    expect(worker.log()).toBe("");
  });
});
