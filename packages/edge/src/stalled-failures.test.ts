import { createServer } from "node:http";
import { setImmediate } from "node:timers/promises";
import { listen } from "@comet-triage/conformance/server";
import { expect, it, onTestFinished, vi } from "vitest";
import { serveHandler } from "../test/serve-handler.ts";
import { createHandler } from "./index.ts";

it.each([true, false])("answers although a failure's body stalls for 10 s, with inspect: %s", async (inspect) => {
  const said = '{"error":{"message":"field messages is required","type":"","param":"","code":"invalid_request"}';
  const upstream = await listen(
    createServer((_, response) => void response.writeHead(400, { "content-type": "application/json" }).write(said)),
  );
  const handler = createHandler({ upstream: upstream.origin, public: true, inspect });
  const service = await serveHandler(handler, { COMETAPI_KEY: "sk-0123456789abcdef" });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const given = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(async () => {
    given.mockRestore();
    vi.useRealTimers();
    await service.close();
    await upstream.close();
  });
  const call = fetch(`${service.origin}/v1/models`);
  const end = Date.now() + 30_000;
  // One read returns what has arrived, the next one nothing.
  while (given.mock.calls.filter(([, ms]) => ms === 10_000).length < 2 && Date.now() < end) await setImmediate();
  await vi.advanceTimersByTimeAsync(10_000);
  const response = await call;
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { code: inspect ? "invalid_request" : "bad-request" },
    triage: { category: "request" },
  });
});
