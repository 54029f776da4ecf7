import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, expect, it } from "vitest";
import { createHandler } from "./index.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** The answer to a request that nothing references once it is sent. */
async function startStream(signal: AbortSignal): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const handler = createHandler({ upstream: simulator.origin, public: true });
  const request = new Request("https://edge.example.com/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", "x-simulate": "stuck" },
    body: '{"model":"gpt-5-mini","stream":true,"messages":[{"role":"user","content":"Hello"}]}',
    signal,
  });
  const { body } = await handler(request, { COMETAPI_KEY: "sk-planted-0123456789abcdef" });
  if (body === null) throw new Error("The answer has no body.");
  return body.getReader();
}

it.each(["text/event-stream", "application/octet-stream"])(
  "ends an answer of %s when its caller leaves, though nobody holds the request any more",
  async (type) => {
    const chunk = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
    simulator.play("stuck", [{ headers: { "content-type": type }, chunks: [chunk], end: "hang" }]);
    const caller = new AbortController();
    const reader = await startStream(caller.signal);
    await reader.read();
    for (let turn = 0; turn < 20; turn++) {
      await setImmediate();
      collectGarbage();
    }
    caller.abort();
    await expect(reader.read()).rejects.toMatchObject({ name: "AbortError" });
  },
);
