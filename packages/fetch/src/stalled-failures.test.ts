import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { patience } from "../test/patience.ts";
import { chat, missingMessages, upstreamFailed } from "../test/requests.ts";
import { serve } from "../test/serve.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { attemptsOf, createFetch, verdictOf } from "./index.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(globalThis, "setTimeout");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const json = { "content-type": "application/json" };
/** The start of a failure, and then nothing. */
const cut = missingMessages.slice(0, -1);
const options = { throttle: false, runtime: stillRuntime() } as const;

/** Resolves once this many reads have been given 10 s in all. */
async function reads(count: number): Promise<void> {
  const end = Date.now() + patience.timeout;
  const given = () => vi.mocked(setTimeout).mock.calls.filter(([, ms]) => ms === 10_000).length;
  while (given() < count && Date.now() < end) await setImmediate();
  expect(given()).toBe(count);
}

/** Lets 10 s pass, and not less. */
async function standStill(call: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = call.then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(9_999);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await over;
}

it("judges a failure whose body stalls for 10 s by what has arrived", async () => {
  let closed: Promise<unknown> | undefined;
  const served = await serve((_, response) => {
    closed = once(response, "close");
    response.writeHead(500, json).write(cut);
  });
  const call = createFetch(options)(served.url, chat);
  await reads(2);
  await standStill(call);
  const response = await call;
  expect([response.status, verdictOf(response)?.ruleId]).toEqual([500, "invalid-request-as-500"]);
  expect(attemptsOf(response)).toMatchObject([{ status: 500, body: cut }]);
  await expect(response.text()).rejects.toMatchObject({ name: "TimeoutError" });
  await closed;
});

it("retries if that failure may be retried", async () => {
  let sent = 0;
  const served = await serve((_, response) => {
    sent += 1;
    if (sent === 1) response.writeHead(503, json).write(upstreamFailed.slice(0, -1));
    else response.writeHead(200, json).end('{"id":"1"}');
  });
  const call = createFetch(options)(served.url, chat);
  await reads(2);
  await standStill(call);
  expect(sent).toBe(2);
  expect((await call).status).toBe(200);
});

it("recognizes a failure disguised as success even if it stalls", async () => {
  const served = await serve((_, response) => void response.writeHead(200, json).write(cut));
  const call = createFetch(options)(served.url, chat);
  await reads(1);
  await standStill(call);
  const response = await call;
  expect(response.headers.get("x-comet-original-status")).toBe("200");
  expect(await response.json()).toMatchObject({ error: { code: "invalid_request" } });
});

it("waits for a failure that continues within 10 s", async () => {
  const answers: ServerResponse[] = [];
  const served = await serve((_, response) => {
    answers.push(response);
    response.writeHead(500, json).write(cut.slice(0, 20));
  });
  const call = createFetch(options)(served.url, chat);
  for (const [index, part] of [cut.slice(20, 40), cut.slice(40)].entries()) {
    await reads(index + 2);
    await vi.advanceTimersByTimeAsync(9_999);
    answers[0]?.write(part);
  }
  await reads(4);
  answers[0]?.end("}");
  expect(await (await call).text()).toBe(missingMessages);
});

it("does not touch a success that stalls", async () => {
  const served = await serve((_, response) => void response.writeHead(200, json).write('{"id":"1",'));
  const response = await createFetch(options)(served.url, chat);
  const read = vi.fn();
  response.text().catch(read);
  await vi.advanceTimersByTimeAsync(3_600_000);
  await reads(0);
  expect(read).not.toHaveBeenCalled();
});
