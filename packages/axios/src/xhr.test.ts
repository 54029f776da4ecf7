import { afterAll, expect, it, vi } from "vitest";
import { chat, rejectionOf, simulated } from "../test/client.ts";

// Before axios is loaded, which checks only once whether there is an `XMLHttpRequest`.
const { page, simulator } = await vi.hoisted(() => import("../test/page.ts"));
const { client, as } = await simulated(simulator);
afterAll(() => page.window.close());

const xhr = { adapter: "xhr" } as const;

it("retries a 503 over XMLHttpRequest, until it succeeds", async () => {
  const response = await client({}, xhr).post("/chat/completions", chat, as("overloaded-503-twice"));
  expect(response.data).toMatchObject({ object: "chat.completion" });
  expect(response.triage?.attempts.map(({ status }) => status)).toEqual([503, 503, 200]);
});

it("sends a 500 whose code is invalid_request once", async () => {
  const error = await rejectionOf(client({}, xhr).post("/chat/completions", chat, as("invalid-request-500")));
  expect(error.response?.data).toMatchObject({ error: { code: "invalid_request" } });
  expect(error.triage?.verdict.ruleId).toBe("invalid-request-as-500");
  expect(simulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
});

it("rejects and says what to do if a web page comes with 200", async () => {
  const error = await rejectionOf(client({}, xhr).get("/models", as("html-200")));
  expect(error.response?.data).toMatchObject({ triage: { category: "path", originalStatus: 200 } });
});
