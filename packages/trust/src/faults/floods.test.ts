import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { heldRuntime } from "./runtime.ts";
import { answerOf, chunk, chunkedHead, closeOf, completion, lastChunk, serveWire } from "./wire.ts";

const megabyte = 1024 * 1024;

const options = { runtime: heldRuntime(), maxRetries: 2 };

describe.each(adapters)("$name", ({ name, send }) => {
  it.each([
    ["a failure", 503, "application/json", '{"error":{"message":"', "a".repeat(16_384)],
    ["an error with status 200", 200, "application/json", '{"error":{"message":"', "a".repeat(16_384)],
    ["a web page", 200, "text/html", "<!doctype html>", "<p>a</p>".repeat(2048)],
    [
      "a stream that begins with an error",
      200,
      "text/event-stream",
      'data: {"error":{"code":503}}\n\n',
      ": a\n".repeat(4096),
    ],
  ])("leaves %s that never ends, and frees its socket", async (_, status, type, start, more) => {
    const piece = chunk(more);
    let written = 0;
    let closed: Promise<unknown> | undefined;
    await using wire = await serveWire(({ socket, number }) => {
      if (number > 1) return void socket.write(answerOf(200, completion));
      closed = closeOf(socket);
      socket.write(chunkedHead(status, type) + chunk(start));
      const flood = () => {
        if (socket.destroyed) return;
        written += piece.length;
        if (socket.write(piece)) setImmediate(flood);
        else socket.once("drain", flood);
      };
      flood();
    });
    const outcome = await send({
      origin: wire.origin,
      options: { ...options, shouldRetry: () => true },
      isStream: true,
    });
    expect(outcome).toMatchObject({ status: 200, text: completion });
    expect(outcome.attempts).toHaveLength(2);
    await closed;
    // As much as the buffers between server and client hold.
    expect(written).toBeLessThan(64 * megabyte);
  });

  it("passes endless comments on instead of waiting for content", async () => {
    const caller = new AbortController();
    const piece = chunk(": ping\n\n".repeat(1024));
    await using wire = await serveWire(({ socket }) => {
      socket.write(chunkedHead(200, "text/event-stream"));
      const flood = () => void (socket.destroyed || socket.write(piece, () => setImmediate(flood)));
      flood();
    });
    const onData = () => caller.abort();
    const outcome = await send({ origin: wire.origin, options, isStream: true, signal: caller.signal, onData });
    expect(outcome.status).toBe(200);
    expect(outcome.text).toContain(": ping");
    expect(wire.requests).toBe(1);
  });

  it.each([
    ["a failure", 400, "application/json", `{"error":{"message":"${"a".repeat(4000)}","code":"invalid_request"}}`],
    [
      "an event stream",
      200,
      "text/event-stream",
      `: ${"a".repeat(4000)}\n\ndata: {"choices":[{"finish_reason":"stop"}]}\n\n`,
    ],
  ])("reads %s that drips in byte by byte", async (_, status, type, text) => {
    await using wire = await serveWire(({ socket }) => {
      socket.setNoDelay(true);
      const drip = (at: number) => {
        if (at === text.length) return void socket.end(lastChunk);
        socket.write(chunk(text.charAt(at)), () => (at % 50 === 0 ? setImmediate(drip, at + 1) : drip(at + 1)));
      };
      socket.write(chunkedHead(status, type), () => drip(0));
    });
    const outcome = await send({ origin: wire.origin, options, isStream: true });
    expect(outcome.status).toBe(status);
    expect(outcome.verdict?.ruleId).toBe(status === 400 ? "invalid-request" : undefined);
    // The edge adds the decision to the error.
    if (name === "fetch" || status === 200) expect(outcome.text).toBe(text);
    expect(wire.requests).toBe(1);
  });

  it("passes on an error that is nested tens of thousands deep", async () => {
    const deep = `{"error":{"message":"no","code":"invalid_request","details":${"[".repeat(20_000)}${"]".repeat(20_000)}}}`;
    await using wire = await serveWire(({ socket }) => socket.write(answerOf(400, deep)));
    const outcome = await send({ origin: wire.origin, options });
    expect(outcome).toMatchObject({ status: 400, verdict: { ruleId: "invalid-request" } });
  });
});
