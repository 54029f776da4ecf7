import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { serveDeaf } from "./deaf.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";

expectNoUnhandled();

/** Every connection that this process opens from now on. */
function watchSockets() {
  const sockets: Socket[] = [];
  const see = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  subscribe("net.client.socket", see);
  return { sockets, [Symbol.dispose]: () => void unsubscribe("net.client.socket", see) };
}

describe.each(adapters)("$name", ({ name, send }) => {
  it.each([
    ["each attempt's limit passes", { timeout: limit, maxRetries: 2 }, 3, "timed-out"],
    ["the call's limit passes", { totalTimeout: limit, maxRetries: 2 }, 1, "timed-out"],
    ["its caller leaves", { maxRetries: 2 }, 1, "canceled"],
  ])("gives up a connection that nobody answers when %s", async (_, limits, attempts, rule) => {
    const runtime = heldRuntime();
    const caller = new AbortController();
    await using deaf = await serveDeaf();
    using begun = watchSockets();
    const call = send({ origin: deaf.origin, options: { runtime, ...limits }, signal: caller.signal });
    for (let attempt = 1; attempt <= attempts; attempt++) {
      while (begun.sockets.length < attempt) await setImmediate();
      const socket = begun.sockets[attempt - 1];
      await deaf.passTurn();
      // passTurn opens a connection, too.
      begun.sockets.length = attempt;
      expect(socket?.connecting).toBe(true);
      if (rule === "canceled") caller.abort(new Error("the user left"));
      else runtime.expire();
    }
    const outcome = await call;
    expect(outcome.verdict).toMatchObject({ ruleId: rule });
    expect([outcome.attempts.length, begun.sockets.length]).toEqual([attempts, attempts]);
    expect(runtime.waiting).toBe(0);
    // Node's own fetch continues to open a connection that it has begun, for ten seconds at most.
    if (name === "axios") expect(begun.sockets.map(({ destroyed }) => destroyed)).toEqual(Array(attempts).fill(true));
  });
});
