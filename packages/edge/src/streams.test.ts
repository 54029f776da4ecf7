import type { Socket } from "node:net";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startFlood } from "../test/flood.ts";
import { raw } from "../test/hostile-requests.ts";
import { dial } from "../test/raw.ts";
import { runtimes } from "../test/runtimes.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

/** Generous, as machines may be busy. */
const patience = { timeout: 30_000, interval: 20 };
const chat = '{"model":"gpt-5-mini","stream":true,"messages":[{"role":"user","content":"Hello"}]}';
const event = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "word " } }] })}\n\n`;

describe.each(runtimes)("in $runtime", async ({ start }) => {
  const service = await start("open", simulator.origin);
  afterAll(() => service.close());

  /** Sends requests over a connection of its own, which the test can break. */
  const ask = (scenario: string) => {
    const socket = dial(service.origin).on("error", () => {});
    socket.write(raw("POST /v1/chat/completions", [`X-Simulate: ${scenario}`, `Content-Length: ${chat.length}`], chat));
    return socket;
  };
  // A caller who closes only one direction of the connection has not left, and may still read.
  const leave = (socket: Socket) => socket.resetAndDestroy();

  it("a stream arrives event by event, while the gateway is still sending, and ends when the caller disconnects", async () => {
    const headers = { "content-type": "text/event-stream" };
    simulator.play("slow", [{ headers, chunks: [event, event], end: "hang" }]);
    const socket = ask("slow");
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes;
    });
    await vi.waitUntil(() => text.split("word ").length === 3, patience);
    expect(simulator.active).toBe(1);
    leave(socket);
    await vi.waitUntil(() => simulator.active === 0 && simulator.aborted === 1, patience);
  });

  it("a cut stream whose length the gateway declared arrives with its error event", async () => {
    const headers = { "content-type": "text/event-stream", "content-length": String(event.length) };
    simulator.play("measured", [{ headers, body: event }]);
    const init = { method: "POST", headers: { "x-simulate": "measured" }, body: chat };
    const response = await fetch(`${service.origin}/v1/chat/completions`, init);
    expect(await response.text()).toContain('"code":"stream-cut"');
  });

  it("a caller who disconnects while the gateway thinks ends the call upstream", async () => {
    const socket = ask("hang");
    await vi.waitUntil(() => simulator.active === 1, patience);
    leave(socket);
    await vi.waitUntil(() => simulator.active === 0 && simulator.aborted === 1, patience);
  });

  it("a caller who disconnects frees the place in the throttle", async () => {
    const single = await start("single", simulator.origin);
    onTestFinished(() => single.close());
    const socket = dial(single.origin).on("error", () => {});
    socket.write(raw("POST /v1/chat/completions", ["X-Simulate: hang", `Content-Length: ${chat.length}`], chat));
    await vi.waitUntil(() => simulator.active === 1, patience);
    leave(socket);
    await vi.waitUntil(() => simulator.active === 0, patience);
    const headers = { "content-type": "application/json" };
    const next = await fetch(`${single.origin}/v1/chat/completions`, { method: "POST", headers, body: chat });
    expect(next.status).toBe(200);
    await next.text();
  });

  it("a caller who disconnects during a wait prevents further attempts", async () => {
    const waiting = await start("unhurried", simulator.origin);
    onTestFinished(() => waiting.close());
    const socket = dial(waiting.origin).on("error", () => {});
    socket.write(
      raw("POST /v1/chat/completions", ["X-Simulate: platform-500-forever", `Content-Length: ${chat.length}`], chat),
    );
    await vi.waitUntil(() => simulator.requests.length === 1 && simulator.active === 0, patience);
    leave(socket);
    // The next caller waits longer than the first would have.
    const next = await fetch(`${waiting.origin}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-simulate": "platform-500" },
      body: chat,
    });
    expect(next.status).toBe(200);
    expect(simulator.requests.map(({ scenario }) => scenario)).toEqual([
      "platform-500-forever",
      "platform-500",
      "platform-500",
    ]);
  });

  it("an error before the first content is retried, one after it arrives as an event", async () => {
    const quick = await start("quick", simulator.origin);
    onTestFinished(() => quick.close());
    const words = async (scenario: string) => {
      const headers = { "content-type": "application/json", "x-simulate": scenario };
      return (await fetch(`${quick.origin}/v1/chat/completions`, { method: "POST", headers, body: chat })).text();
    };
    expect(await words("sse-error-data")).toContain("data: [DONE]");
    expect(simulator.requests).toHaveLength(2);
    expect(await words("sse-error-raw-json")).toMatch(/\ndata: \{"error":/);
    // The transport's words are not for callers.
    expect(await words("sse-reset")).toMatch(
      /\ndata: \{"error":\{"message":"The connection failed\. · .*"triage":\{"ruleId":/,
    );
    expect(simulator.requests).toHaveLength(4);
  });

  it.each([
    ["an event stream", "text/event-stream", event],
    ["a film", "video/mp4", "\0\x01\x02\x03"],
    ["a long text", "application/json", '{"id":"1","data":"aaaaaaaa"}'],
  ])("%s arrives no faster than it is read, and ends when nobody reads", async (_, type, piece) => {
    const flood = await startFlood(type, piece);
    const flooded = await start("open", flood.origin);
    onTestFinished(async () => {
      await flooded.close();
      await flood.close();
    });
    const socket = dial(flooded.origin);
    socket.write(raw("POST /v1/chat/completions", [`Content-Length: ${chat.length}`], chat));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    let before = -1;
    const isStill = () => {
      const now = flood.sent();
      const still = now === before;
      before = now;
      return still;
    };
    await vi.waitUntil(isStill, { timeout: 30_000, interval: 300 });
    expect(flood.sent()).toBeLessThan(64 * 1024 * 1024);
    expect(flood.open()).toBe(1);
    socket.destroy();
    await vi.waitUntil(() => flood.open() === 0, patience);
  });

  it("writes nothing to the log", () => {
    expect(service.log()).toBe("");
  });
});
