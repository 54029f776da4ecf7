import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { adapters } from "./adapters.ts";
import { gate } from "./gate.ts";
import { heldRuntime, limit } from "./runtime.ts";
import { answerOf, closeOf, completion, freePort, serveWire, type Wire } from "./wire.ts";

const options = { runtime: heldRuntime(), maxRetries: 2 };

describe.each(adapters)("$name", ({ name, send }) => {
  it("retries where the connection is refused", async () => {
    const { attempts, error, status, verdict } = await send({
      origin: `http://127.0.0.1:${await freePort()}`,
      options,
    });
    expect(attempts.map(({ ruleId }) => ruleId)).toEqual(Array(3).fill("connection-refused"));
    expect(verdict).toMatchObject({ category: "network", outcome: "rejected" });
    expect(name === "edge" ? status : error).toEqual(name === "edge" ? 502 : expect.any(Error));
  });

  it("reports a host that has no address, and retries no longer than it may", async () => {
    // Longer than a label may be, so that no resolver has to be asked.
    const { attempts, verdict } = await send({ origin: `http://${"x".repeat(64)}.invalid`, options });
    expect(verdict).toMatchObject({ ruleId: "host-not-found", category: "network" });
    expect(attempts.length).toBe(verdict?.retryable ? 3 : 1);
  });

  it("reports a server that speaks no TLS", async () => {
    await using wire = await serveWire(() => {});
    // A server that waits for a request line does not find one, and answers with an error in plain text.
    wire.server.on("connection", (socket) => socket.once("data", () => socket.end("HTTP/1.1 400 x\r\n\r\n")));
    const { attempts, verdict } = await send({ origin: wire.origin.replace("http:", "https:"), options });
    expect(verdict).toMatchObject({ ruleId: "tls-failed", category: "network" });
    expect(attempts.length).toBe(verdict?.retryable ? 3 : 1);
    expect(wire.requests).toBe(0);
  });

  it("reports a server without a certificate", async () => {
    const server = createTlsServer({}).on("tlsClientError", () => {});
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const { port } = server.address() as { port: number };
      const { verdict } = await send({ origin: `https://127.0.0.1:${port}`, options });
      expect(verdict).toMatchObject({ ruleId: "tls-failed", category: "network" });
    } finally {
      server.close();
    }
  });

  it("gives up a handshake that stalls", async () => {
    const runtime = heldRuntime();
    let closed: Promise<unknown> | undefined;
    await using wire = await serveWire(() => {});
    wire.server.on("connection", (socket) => {
      closed = closeOf(socket);
      // The client has sent its part, and waits.
      socket.once("data", () => runtime.expire());
    });
    const origin = wire.origin.replace("http:", "https:");
    const { verdict, attempts } = await send({ origin, options: { runtime, maxRetries: 0, timeout: limit } });
    expect(verdict).toMatchObject({ ruleId: "timed-out", category: "timeout" });
    expect([attempts.length, wire.opened, wire.requests]).toEqual([1, 1, 0]);
    expect(runtime.waiting).toBe(0);
    // Node's own fetch continues a handshake that it has begun, for ten seconds at most.
    if (name === "axios") await closed;
  });

  it("survives the race for a connection that the server closes while it is idle", async () => {
    await using wire = await serveWire(({ socket, onSocket }) => {
      // The second request is sent at the moment at which the server closes the connection.
      if (onSocket > 1) socket.resetAndDestroy();
      else socket.write(answerOf(200, completion));
    });
    let attempts = 0;
    for (let call = 0; call < 6; call++) {
      const outcome = await send({ origin: wire.origin, options });
      expect(outcome).toMatchObject({ status: 200, text: completion });
      attempts += outcome.attempts.length;
    }
    expect(wire.requests).toBe(attempts);
  });

  it("gets through once a server that accepts one connection at a time is free", async () => {
    const held = gate();
    await using wire = await serveWire(({ socket, number }) => {
      const answer = answerOf(200, completion).replace("\r\n", "\r\nconnection: close\r\n");
      if (number === 1) void held.opened.then(() => socket.end(answer));
      else socket.end(answer);
    });
    wire.server.maxConnections = 1;
    const dropped = once(wire.server, "drop");
    const first = send({ origin: wire.origin, options });
    // Clients that are turned away wait until the first has gone.
    const gone = first.then(() => {});
    const patient = { ...options.runtime, sleep: () => gone.then(() => setImmediate()) };
    const untiring = { runtime: patient, maxRetries: Number.POSITIVE_INFINITY };
    const others = [1, 2, 3].map(() => send({ origin: wire.origin, options: untiring }));
    await dropped;
    held.open();
    for (const outcome of await Promise.all([first, ...others])) {
      expect(outcome).toMatchObject({ status: 200, text: completion });
    }
  });

  it("brings every call through while the server restarts", async () => {
    const calls = 40;
    let up = gate();
    let wire: Wire | undefined;
    const answer: Parameters<typeof serveWire>[0] = ({ socket, number }) => {
      if (number === calls / 2) stop();
      else socket.write(answerOf(200, completion));
    };
    const first = await serveWire(answer);
    const port = first.port;
    const stop = () => {
      void first[Symbol.asyncDispose]()
        .then(() => serveWire(({ socket }) => socket.write(answerOf(200, completion)), port))
        .then((again) => {
          wire = again;
          up.open();
        });
    };
    const patient = { ...options.runtime, sleep: () => up.opened };
    const sent = Array.from({ length: calls }, () =>
      send({ origin: first.origin, options: { runtime: patient, maxRetries: 10 } }),
    );
    const outcomes = await Promise.all(sent);
    expect(outcomes.map(({ status, text }) => [status, text])).toEqual(Array(calls).fill([200, completion]));
    expect(outcomes.some(({ attempts }) => attempts.length > 1)).toBe(true);
    up = gate();
    await wire?.[Symbol.asyncDispose]();
  });
});
