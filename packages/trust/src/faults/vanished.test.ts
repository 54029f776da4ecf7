import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";
import { answerOf, closeOf, completion, serveWire } from "./wire.ts";

expectNoUnhandled();

const good = { status: 200, text: completion };

/** A server that answers one request, and then swallows what arrives on the connection as if the peer had vanished. */
async function serveOnce(then: () => void) {
  const closed: Promise<unknown>[] = [];
  const wire = await serveWire(({ socket, onSocket, number }) => {
    if (onSocket === 1) return void socket.write(answerOf(200, completion));
    closed.push(closeOf(socket));
    // Only the peer of the first connection has vanished.
    if (number === 2) then();
  });
  return { wire, closed: () => Promise.all(closed) };
}

describe.each(adapters)("$name", ({ send }) => {
  /** A successful call, and the turns that its transport needs to return the connection to the pool. */
  const sendWell = async (origin: string) => {
    expect(await send({ origin, options: { runtime: heldRuntime() } })).toMatchObject(good);
    for (let turn = 0; turn < 5; turn++) await setImmediate();
  };

  it("uses a new connection for a request that the peer of a kept one did not receive", async () => {
    const runtime = heldRuntime();
    const { wire, closed } = await serveOnce(() => runtime.expire());
    await using _wire = wire;
    const origin = wire.origin;
    await sendWell(origin);
    const outcome = await send({ origin, options: { runtime, timeout: limit } });
    expect(outcome).toMatchObject(good);
    expect(outcome.attempts.map(({ ruleId }) => ruleId)).toEqual(["timed-out", undefined]);
    await closed();
    expect([wire.requests, runtime.waiting]).toEqual([3, 0]);
  });

  it.each([
    ["its limit passes", "timed-out"],
    ["its caller leaves", "canceled"],
  ])("frees a kept connection whose peer is gone when %s", async (_, rule) => {
    const runtime = heldRuntime();
    const caller = new AbortController();
    const leave = () => (rule === "canceled" ? caller.abort(new Error("the user left")) : runtime.expire());
    const { wire, closed } = await serveOnce(leave);
    await using _wire = wire;
    const origin = wire.origin;
    await sendWell(origin);
    const outcome = await send({ origin, options: { runtime, totalTimeout: limit }, signal: caller.signal });
    expect(outcome.verdict).toMatchObject({ ruleId: rule });
    expect(outcome.attempts).toHaveLength(1);
    await closed();
    expect([wire.requests, runtime.waiting]).toEqual([2, 0]);
    // No other request is sent there.
    await sendWell(origin);
    expect(wire.requests).toBe(3);
  });

  it("continues where a server closes each connection after its answer, without announcing it", async () => {
    await using wire = await serveWire(({ socket }) => socket.end(answerOf(200, completion)));
    let attempts = 0;
    for (let call = 0; call < 6; call++) {
      const outcome = await send({ origin: wire.origin, options: { runtime: heldRuntime() } });
      expect(outcome).toMatchObject(good);
      attempts += outcome.attempts.length;
    }
    expect(attempts).toBeGreaterThanOrEqual(wire.requests);
  });
});
