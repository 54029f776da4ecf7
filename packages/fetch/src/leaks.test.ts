import { format, inspect } from "node:util";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it } from "vitest";
import { attemptsOf, createFetch } from "./index.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());

const prompt = "the planted prompt";
simulator.play("busy-then-lost", [{ status: 503, body: { error: { message: prompt } } }, { fault: "reset" }]);
const post = { method: "POST", body: prompt, headers: { "x-simulate": "busy-then-lost" } };

it("the transport's error shows no body of an attempt, however it is printed", async () => {
  const send = createFetch({ initialDelay: 0, maxRetries: 1 });
  const error = await send(`${simulator.baseUrl}/chat/completions`, post).catch((thrown) => thrown);
  expect(attemptsOf(error)[0]?.body).toContain(prompt);
  const prints = [
    format("%o %O %j", error, error, error),
    inspect(error, { showHidden: true, depth: 20 }),
    error.stack,
  ];
  expect(prints.join("\n")).not.toContain(prompt);
});
