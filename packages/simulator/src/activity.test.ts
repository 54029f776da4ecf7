import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chatBody, post, type Subject, subjects } from "../test/harness.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Bytes in use after garbage collection. */
function usedBytes(): number {
  collectGarbage();
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
}

const chat = "/v1/chat/completions";
const settled = { active: 0, aborted: 1 };

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  beforeEach(() => subject.simulator.reset());
  afterEach(() => expect.poll(() => subject.simulator.active).toBe(0));
  afterAll(() => subject.close());

  const ask = (signal?: AbortSignal) =>
    subject.ask(chat, { ...post(chatBody, { "x-simulate": "mine" }), ...(signal && { signal }) });
  const activity = () => ({ active: subject.simulator.active, aborted: subject.simulator.aborted });
  const expectSettled = () => expect.poll(activity).toEqual(settled);

  it("counts nothing once an answer has been sent", async () => {
    await (await subject.ask(chat, post(chatBody))).text();
    await (await subject.ask(chat, post({ ...chatBody, stream: true }))).text();
    await expect.poll(activity).toEqual({ active: 0, aborted: 0 });
  });

  it.each([
    ["while no answer comes", { fault: "hang" }],
    ["during a delay", { delay: 60_000 }],
  ] as const)("counts a client that disconnects %s", async (_when, reply) => {
    subject.simulator.play("mine", [reply]);
    const controller = new AbortController();
    const answer = ask(controller.signal);
    await expect.poll(() => subject.simulator.active).toBe(1);
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: "AbortError" });
    await expectSettled();
  });

  it("counts a client that disconnects in mid-stream", async () => {
    subject.simulator.play("mine", [{ chunks: ["a"], end: "hang" }]);
    const controller = new AbortController();
    const reader = (await ask(controller.signal)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("a");
    expect(subject.simulator.active).toBe(1);
    controller.abort();
    await expect(reader?.read()).rejects.toMatchObject({ name: "AbortError" });
    await expectSettled();
  });

  it("counts a client that cancels the body", async () => {
    subject.simulator.play("mine", [{ chunks: ["a", "b"], chunkDelay: 60_000 }]);
    const reader = (await ask()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expectSettled();
  });

  it("counts a client that disconnects from an endless stream that it did not read", async () => {
    subject.simulator.play("mine", [{ chunks: ["x".repeat(65_536)], repeat: 1_000_000 }]);
    await (await ask()).body?.cancel();
    await expectSettled();
  });

  it("has no stream for HEAD", async () => {
    subject.simulator.play("mine", [{ chunks: ["x"], repeat: 1_000_000_000 }]);
    const response = await subject.ask(chat, { method: "HEAD", headers: { "x-simulate": "mine" } });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("does not count a client that aborted before its request", async () => {
    await expect(subject.ask(chat, { ...post(chatBody), signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(subject.simulator.active).toBe(0);
  });

  it("waits as long as delay says", async () => {
    subject.simulator.play("mine", [{ delay: 30, body: "late" }]);
    const start = performance.now();
    expect(await (await ask()).text()).toBe("late");
    expect(performance.now() - start).toBeGreaterThan(28);
  });

  it("waits between chunks, but not before the first", async () => {
    subject.simulator.play("mine", [{ chunks: ["a", "b", "c"], chunkDelay: 20 }]);
    const start = performance.now();
    expect(await (await ask()).text()).toBe("abc");
    expect(performance.now() - start).toBeGreaterThan(36);
    subject.simulator.play("mine", [{ chunks: ["a"], chunkDelay: 3_600_000 }]);
    expect(await (await ask()).text()).toBe("a");
  });

  it("sends 128 MB of chunks in constant memory", async () => {
    subject.simulator.play("mine", [{ chunks: ["x".repeat(65_536)], repeat: 2048 }]);
    const { body } = await ask();
    const before = usedBytes();
    let [bytes, peak, marks] = [0, 0, 0];
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes < marks * 8_388_608) continue;
      marks += 1;
      peak = Math.max(peak, usedBytes() - before);
    }
    expect(bytes).toBe(134_217_728);
    expect(peak).toBeLessThan(48 * 1024 * 1024);
  });

  it("is slowed down by a slow reader", async () => {
    subject.simulator.play("mine", [{ chunks: ["x".repeat(65_536)], repeat: 100_000 }]);
    const before = usedBytes();
    const reader = (await ask()).body?.getReader();
    await reader?.read();
    await expect.poll(() => subject.simulator.active).toBe(1);
    expect(usedBytes() - before).toBeLessThan(8 * 1024 * 1024);
    await reader?.cancel();
    await expectSettled();
  });
});
