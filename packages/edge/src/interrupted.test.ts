import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it } from "vitest";
import { attemptsOf, createHandler } from "./index.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());

it("answers 499 if the caller disconnects between two attempts, and sends nothing more", async () => {
  const caller = new AbortController();
  const handler = createHandler({
    upstream: simulator.origin,
    public: true,
    initialDelay: 0,
    onRetry: () => caller.abort(),
  });
  const request = new Request("https://edge.example.com/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", "x-simulate": "platform-500-forever" },
    body: '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
    signal: caller.signal,
  });
  const response = await handler(request, { COMETAPI_KEY: "sk-planted-0123456789abcdef" });
  expect(response.status).toBe(499);
  expect(response.headers.get("x-comet-rule")).toBe("canceled");
  expect(attemptsOf(response)).toMatchObject([{ status: 500 }]);
  expect(simulator.requests).toHaveLength(1);
});

it.each([
  ["a caller that leaves with a word", "Client connection prematurely closed.", 499, "canceled"],
  ["a transport that throws a text", undefined, 502, "connection-reset"],
])("answers %s", async (_, reason, status, rule) => {
  const caller = new AbortController();
  const handler = createHandler({
    public: true,
    maxRetries: 0,
    fetch: async (_input, init) => {
      if (reason === undefined) throw "socket hang up";
      caller.abort(reason);
      throw init?.signal?.reason;
    },
  });
  const request = new Request("https://edge.example.com/v1/models", { signal: caller.signal });
  const response = await handler(request, { COMETAPI_KEY: "sk-planted-0123456789abcdef" });
  expect([response.status, response.headers.get("x-comet-rule")]).toEqual([status, rule]);
});
