import { Agent } from "node:http";
import { setImmediate } from "node:timers/promises";
import { Agent as Dispatcher } from "undici";
import { describe, expect, it } from "vitest";
import { adapters, type Pool } from "./adapters.ts";
import { gate } from "./gate.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";
import { answerOf, completion, serveWire } from "./wire.ts";

expectNoUnhandled();

/** A pool with one connection, for one request at a time. */
function poolOfOne(): Pool & Disposable {
  const agent = new Agent({ maxSockets: 1, keepAlive: true });
  const dispatcher = new Dispatcher({ connections: 1, pipelining: 1 });
  const close = () => {
    agent.destroy();
    void dispatcher.destroy();
  };
  return { agent, dispatcher, [Symbol.dispose]: close };
}

/** A server that answers the first request on demand, and every other at once. */
async function serveHeld() {
  const arrived = gate();
  const held = gate();
  const wire = await serveWire(({ socket, number }) => {
    const answer = () => void socket.write(answerOf(200, completion));
    if (number > 1) return answer();
    arrived.open();
    void held.opened.then(answer);
  });
  return { wire, arrived: arrived.opened, answer: held.open };
}

const good = { status: 200, text: completion };

describe.each(adapters)("$name", ({ name, send }) => {
  // Node's own fetch breaks the connection when the turn of a call comes that was given up.
  const opened = name === "axios" ? 1 : 2;
  const options = { runtime: heldRuntime() };

  /** A pool whose only connection waits for the answer to a first call. */
  async function takeConnection() {
    const pool = poolOfOne();
    const { wire, arrived, answer } = await serveHeld();
    const call = { origin: wire.origin, options, pool };
    const first = send(call);
    await arrived;
    const close = async () => {
      pool[Symbol.dispose]();
      await wire[Symbol.asyncDispose]();
    };
    return { wire, call, first, answer, [Symbol.asyncDispose]: close };
  }

  it.each([
    ["its attempt's limit passes", { timeout: limit, maxRetries: 0 }, "timed-out"],
    ["its limit passes", { totalTimeout: limit }, "timed-out"],
    ["its caller leaves", {}, "canceled"],
  ])("ends a call that waits for a connection when %s, and leaves the pool as it was", async (_, limits, rule) => {
    await using taken = await takeConnection();
    const { wire, call, first, answer } = taken;
    const runtime = heldRuntime();
    const caller = new AbortController();
    const second = send({ ...call, options: { runtime, ...limits }, signal: caller.signal });
    await setImmediate();
    if (rule === "canceled") caller.abort(new Error("the user left"));
    else runtime.expire();
    const outcome = await second;
    expect(outcome.verdict).toMatchObject({ ruleId: rule });
    expect([outcome.attempts.length, runtime.waiting]).toEqual([1, 0]);
    const third = send(call);
    answer();
    expect(await first).toMatchObject(good);
    expect(await third).toMatchObject(good);
    expect([wire.requests, wire.opened]).toEqual([2, opened]);
  });

  it("retries a call that waited too long for a connection, and sends it once there is one", async () => {
    await using taken = await takeConnection();
    const { wire, call, first, answer } = taken;
    const runtime = heldRuntime();
    const second = send({ ...call, options: { runtime, timeout: limit, onRetry: answer } });
    await setImmediate();
    runtime.expire();
    const outcome = await second;
    expect(outcome).toMatchObject(good);
    expect(outcome.attempts.map(({ ruleId }) => ruleId)).toEqual(["timed-out", undefined]);
    expect(await first).toMatchObject(good);
    expect([wire.requests, wire.opened, runtime.waiting]).toEqual([2, opened, 0]);
  });

  it("brings all calls through, one after the other, once the connection is free", async () => {
    await using taken = await takeConnection();
    const { wire, call, first, answer } = taken;
    const others = Array.from({ length: 20 }, () => send(call));
    await setImmediate();
    expect(wire.requests).toBe(1);
    answer();
    for (const outcome of await Promise.all([first, ...others])) expect(outcome).toMatchObject(good);
    expect([wire.requests, wire.opened]).toEqual([21, 1]);
  });

  it("returns the connection of a failure to the pool, or closes it", async () => {
    using pool = poolOfOne();
    // Longer than what is inspected, so that the rest has to be discarded.
    const long = answerOf(503, `{"error":{"message":"busy"},"a":"${"a".repeat(1024 * 1024)}"}`);
    await using wire = await serveWire(({ socket, number }) => {
      socket.write(number % 2 === 1 ? long : answerOf(200, completion));
    });
    for (let call = 1; call <= 5; call++) {
      expect(await send({ origin: wire.origin, options, pool, isStream: true })).toMatchObject(good);
    }
    expect(wire.requests).toBe(10);
  });
});
