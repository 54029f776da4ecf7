import { Agent, request as sendRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { chatBody, key, post } from "../test/harness.ts";
import { type RunningSimulator, startSimulator } from "./node.ts";

let simulator: RunningSimulator;
afterEach(() => simulator?.close());

const chat = (headers: Record<string, string> = {}) =>
  fetch(`${simulator.baseUrl}/chat/completions`, post(chatBody, headers));

describe("startSimulator", () => {
  it("says where it listens", async () => {
    simulator = await startSimulator();
    expect(simulator.port).toBeGreaterThan(0);
    expect(simulator.origin).toBe(`http://127.0.0.1:${simulator.port}`);
    expect(simulator.baseUrl).toBe(`${simulator.origin}/v1`);
    expect((await chat()).status).toBe(200);
  });

  it("passes the simulator's own options on", async () => {
    simulator = await startSimulator({ apiKeys: ["secret"], log: false });
    expect((await chat()).status).toBe(401);
    expect((await chat({ authorization: "Bearer secret" })).status).toBe(200);
    expect(simulator.requests).toEqual([]);
  });

  it("also answers through fetch()", async () => {
    simulator = await startSimulator();
    const response = await simulator.fetch(new Request("http://simulator.invalid/v1/models", { headers: key }));
    expect(response.status).toBe(200);
    expect(simulator.requests).toHaveLength(1);
  });

  it.each([-1, 65_536, 1.5, Number.NaN])("refuses port %d", async (port) => {
    await expect(startSimulator({ port })).rejects.toThrow(
      new RangeError(`port is ${port}; it must be an integer from 0 to 65535.`),
    );
  });

  it("says so if the port is a string", async () => {
    await expect(startSimulator({ port: "4010" } as never)).rejects.toThrow(
      new RangeError('port is "4010"; it must be an integer from 0 to 65535.'),
    );
  });

  it("says that a port is in use", async () => {
    simulator = await startSimulator();
    const { port } = simulator;
    await expect(startSimulator({ port })).rejects.toThrow(`Cannot listen on 127.0.0.1:${port}: the port is in use.`);
  });

  it("leaves the global Request and Response as they are", async () => {
    const before = [globalThis.Request, globalThis.Response];
    simulator = await startSimulator();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

describe("close", () => {
  it("breaks open connections, and may be called again", async () => {
    simulator = await startSimulator();
    const answer = chat({ "x-simulate": "hang" });
    await expect.poll(() => simulator.active).toBe(1);
    expect(simulator.connections).toBe(1);
    await Promise.all([simulator.close(), expect(answer).rejects.toThrow("fetch failed")]);
    await simulator.close();
    await expect.poll(() => [simulator.active, simulator.connections]).toEqual([0, 0]);
    await expect(chat()).rejects.toThrow("fetch failed");
  });

  it("is what `await using` calls", async () => {
    simulator = await startSimulator();
    await simulator[Symbol.asyncDispose]();
    await expect(chat()).rejects.toThrow("fetch failed");
  });
});

const resetCodes = ["ECONNRESET", "UND_ERR_SOCKET"];

describe("a broken connection", () => {
  it("shows before any answer", async () => {
    simulator = await startSimulator();
    const error = await chat({ "x-simulate": "connection-reset" }).catch((reason) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(resetCodes).toContain(error.cause.code);
    expect([simulator.active, simulator.aborted]).toEqual([0, 0]);
    expect((await chat({ "x-simulate": "connection-reset" })).status).toBe(200);
  });

  it("shows as ECONNRESET to node:http", async () => {
    simulator = await startSimulator();
    const error = await new Promise<NodeJS.ErrnoException>((_, reject) => {
      const headers = { "x-simulate": "connection-reset" };
      sendRequest(`${simulator.baseUrl}/models`, { headers }).on("error", reject).end();
    }).catch((reason) => reason);
    expect(error.code).toBe("ECONNRESET");
  });

  it("comes after every byte of a stream", async () => {
    simulator = await startSimulator();
    simulator.play("mine", [{ chunks: ["x".repeat(100_000)], repeat: 20, end: "reset" }]);
    const response = await chat({ "x-simulate": "mine" });
    let bytes = 0;
    const read = async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
    };
    const error = await read().catch((reason) => reason);
    expect(bytes).toBe(2_000_000);
    expect(resetCodes).toContain(error.cause.code);
    expect([simulator.active, simulator.aborted]).toEqual([0, 0]);
  });

  it("comes after a body that was sent in one piece, too", async () => {
    simulator = await startSimulator();
    simulator.play("mine", [{ body: { half: "an answer" }, end: "reset" }]);
    const response = await chat({ "x-simulate": "mine" });
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

it("sends each chunk in a write of its own", async () => {
  simulator = await startSimulator();
  simulator.play("mine", [{ chunks: ["one", "two"] }]);
  const wire = await new Promise<string>((resolve) => {
    const socket = connect(simulator.port, "127.0.0.1");
    let text = "";
    socket.on("data", (data) => {
      text += data;
    });
    socket.on("close", () => resolve(text));
    socket.write("GET /?simulate=mine HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  });
  expect(wire).toContain("\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
});

it("counts an upload that its client aborted", async () => {
  simulator = await startSimulator();
  const socket = connect(simulator.port, "127.0.0.1");
  socket.write("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf");
  await expect.poll(() => simulator.active).toBe(1);
  socket.destroy();
  await expect.poll(() => [simulator.active, simulator.aborted]).toEqual([0, 1]);
});

it("answers a body far beyond the limit with 413, not with a broken connection", async () => {
  simulator = await startSimulator({ maxBodyBytes: 1_048_576 });
  const body = new Uint8Array(8 * 1024 * 1024);
  const response = await fetch(`${simulator.baseUrl}/chat/completions`, { method: "POST", headers: key, body });
  expect(response.status).toBe(413);
});

it("keeps the connection open for the next request", async () => {
  simulator = await startSimulator();
  const agent = new Agent({ keepAlive: true });
  const reused = () =>
    new Promise<boolean>((resolve, reject) => {
      const request = sendRequest(`${simulator.baseUrl}/models`, { agent, headers: key }, (response) => {
        response.on("end", () => resolve(request.reusedSocket)).resume();
      });
      request.on("error", reject).end();
    });
  expect([await reused(), await reused(), await reused()]).toEqual([false, true, true]);
  agent.destroy();
});
