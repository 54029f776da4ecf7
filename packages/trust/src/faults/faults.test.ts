import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { faults } from "./faults.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { expectNoUnhandled } from "./unhandled.ts";
import { answerOf, chunk, chunkedHead, closeOf, completion, serveWire, type WireRequest } from "./wire.ts";

expectNoUnhandled();

const options = { runtime: heldRuntime(), maxRetries: 2 };

describe.each(adapters)("$name", ({ name, send }) => {
  describe("meets", () => {
    it.each(faults)("$name", async ({ strike, rules, isRetried }) => {
      let closed: Promise<unknown> | undefined;
      await using wire = await serveWire(({ socket, number }) => {
        if (number > 1) return void socket.write(answerOf(200, completion));
        closed = closeOf(socket);
        strike(socket);
      });
      const outcome = await send({ origin: wire.origin, options });
      const [first, ...rest] = outcome.attempts;
      expect(rules).toContain(first?.ruleId);
      expect(rest.map(({ status }) => status)).toEqual(isRetried ? [200] : []);
      if (isRetried) expect(outcome).toMatchObject({ status: 200, text: completion });
      else expect(outcome).toMatchObject({ status: 401, verdict: { ruleId: "invalid-token", retryable: false } });
      expect(wire.requests).toBe(outcome.attempts.length);
      await closed;
    });
  });

  /** Stalls the first answer after these bytes, and resolves when it does. */
  const stalling = async (bytes: string, then: (request: WireRequest) => void) => {
    const closed: Promise<unknown>[] = [];
    const wire = await serveWire((request) => {
      const { socket, number } = request;
      if (number > 1) return void socket.write(answerOf(200, completion));
      closed.push(closeOf(socket));
      if (bytes === "") then(request);
      else socket.write(bytes, () => then(request));
    });
    return { wire, closed: () => Promise.all(closed) };
  };

  it.each([
    ["before the headers", "", ["timed-out"]],
    ["in the headers", "HTTP/1.1 200 x\r\ncontent-ty", ["timed-out"]],
    [
      "in the body of a failure",
      'HTTP/1.1 503 x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"error"',
      // The status decides once it has arrived; the timeout may fire before that.
      ["service-unavailable", "timed-out"],
    ],
  ])("retries a call that stalls %s, and frees its socket", async (_, bytes, rules) => {
    const runtime = heldRuntime();
    const { wire, closed } = await stalling(bytes, () => runtime.expire());
    await using _wire = wire;
    const outcome = await send({ origin: wire.origin, options: { runtime, maxRetries: 2, timeout: limit } });
    expect(rules).toContain(outcome.attempts[0]?.ruleId);
    expect(outcome).toMatchObject({ status: 200, text: completion });
    expect([outcome.attempts.length, wire.requests]).toEqual([2, 2]);
    await closed();
    expect(runtime.waiting).toBe(0);
  });

  it("ends a stream that stalls before its content when the call's timeout fires", async () => {
    const runtime = heldRuntime();
    const { wire, closed } = await stalling(`${chunkedHead(200, "text/event-stream")}${chunk(": ping\n\n")}`, () =>
      runtime.expire(),
    );
    await using _wire = wire;
    const outcome = await send({ origin: wire.origin, options: { runtime, totalTimeout: limit }, isStream: true });
    expect(outcome.verdict).toMatchObject({ ruleId: "timed-out", category: "timeout" });
    expect([outcome.attempts.length, wire.requests]).toEqual([1, 1]);
    await closed();
    expect(runtime.waiting).toBe(0);
  });

  it.each([
    ["before the headers", ""],
    ["in the headers", "HTTP/1.1 200 x\r\ncontent-ty"],
    ["in the body of a failure", 'HTTP/1.1 503 x\r\ncontent-length: 99\r\n\r\n{"error"'],
    ["in a stream before its content", `${chunkedHead(200, "text/event-stream")}${chunk(": ping\n\n")}`],
  ])("frees the socket when the caller leaves a call that stalls %s", async (_, bytes) => {
    const caller = new AbortController();
    const { wire, closed } = await stalling(bytes, () => caller.abort(new Error("the user left")));
    await using _wire = wire;
    await send({ origin: wire.origin, options, signal: caller.signal, isStream: true });
    expect(wire.requests).toBe(1);
    await closed();
  });

  const begun = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
  const bodies = [
    ["a body in JSON", `${chunkedHead(200, "application/json")}${chunk('{"id":"chatcmpl-1","choices":[')}`, "chatcmpl"],
    ["an event stream", `${chunkedHead(200, "text/event-stream")}${chunk(begun)}${chunk('data: {"cho')}`, "Hello"],
    ["a file", `${chunkedHead(200, "audio/mpeg")}${chunk("ID3")}`, "ID3"],
  ] as const;

  const ends: readonly (readonly [string, (socket: Socket) => void])[] = [
    ["breaks", (socket) => socket.resetAndDestroy()],
    ["ends within a chunk", (socket) => socket.end("ff\r\nhalf")],
  ];

  describe.each(bodies)("%s", (kind, bytes, start) => {
    it.each(ends)("that %s after its start is sent once, and its caller knows", async (_, end) => {
      let socket: Socket | undefined;
      let closed: Promise<unknown> | undefined;
      await using wire = await serveWire((request) => {
        socket = request.socket;
        closed = closeOf(socket);
        socket.write(bytes);
      });
      const onData = () => {
        if (socket) end(socket);
        socket = undefined;
      };
      const outcome = await send({ origin: wire.origin, options, onData, isStream: true });
      expect(outcome.status).toBe(200);
      expect(outcome.text).toContain(start);
      if (kind === "an event stream") {
        expect(outcome.verdict).toMatchObject({ ruleId: "connection-reset", category: "network" });
        expect(outcome.text.match(/^data: .*$/gm)).toHaveLength(2);
        expect(outcome.text).toContain('"ruleId":"connection-reset"');
        expect(outcome.error).toBeUndefined();
      } else expect(outcome.error).toBeInstanceOf(Error);
      expect([outcome.attempts.length, wire.requests]).toEqual([1, 1]);
      await closed;
    });

    it.each([
      ["no limit", {}],
      ["a limit of each attempt", { timeout: limit }],
      ["a limit of the call", { totalTimeout: limit }],
    ])("that stalls after its start is over when the caller leaves, with %s", async (_, limits) => {
      const caller = new AbortController();
      let closed: Promise<unknown> | undefined;
      await using wire = await serveWire(({ socket }) => {
        closed = closeOf(socket);
        socket.write(bytes);
      });
      const onData = () => caller.abort(new Error("the user left"));
      const call = { origin: wire.origin, options: { ...options, ...limits }, isStream: true, signal: caller.signal };
      const outcome = await send({ ...call, onData });
      expect(outcome.error).toBeInstanceOf(Error);
      expect([outcome.attempts.length, wire.requests]).toEqual([1, 1]);
      await closed;
    });
  });

  // The edge hands on the start of a failure.
  if (name === "edge") return;
  it.each([
    ["no limit", {}],
    ["a limit of each attempt", { timeout: limit }],
    ["a limit of the call", { totalTimeout: limit }],
  ])("ends a failure whose rest the caller no longer wants, with %s", async (_, limits) => {
    const caller = new AbortController();
    let closed: Promise<unknown> | undefined;
    await using wire = await serveWire(({ socket }) => {
      closed = closeOf(socket);
      socket.write(chunkedHead(400, "text/plain") + chunk("a".repeat(100_000)));
    });
    const leave = () => caller.abort(new Error("the user left"));
    const call = { origin: wire.origin, options: { ...options, ...limits }, isStream: true, signal: caller.signal };
    const { error, status } = await send({ ...call, onData: leave });
    leave();
    expect(status).toBe(400);
    expect(error).toBeInstanceOf(Error);
    await closed;
  });

  if (name !== "axios") return;
  it("tries a body again that is cut off, where it was not handed on yet", async () => {
    await using wire = await serveWire(({ socket, number }) => {
      if (number > 1) socket.write(answerOf(200, completion));
      else socket.end(`${chunkedHead(200, "application/json")}${chunk('{"id":')}`);
    });
    const outcome = await send({ origin: wire.origin, options });
    expect(outcome.attempts.map(({ ruleId }) => ruleId)).toEqual(["connection-reset", undefined]);
    expect(wire.requests).toBe(2);
  });
});
