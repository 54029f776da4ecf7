import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { hostileRequests, raw, smuggled } from "../test/hostile-requests.ts";
import { dial, sendRaw, statusesIn } from "../test/raw.ts";
import { plantedKey, runtimes } from "../test/runtimes.ts";

const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

describe.each(runtimes)("in $runtime, attacked", async ({ runtime, start }) => {
  const service = await start("guarded", simulator.origin);
  afterAll(() => service.close());

  it.each(hostileRequests)("%s does not reach the gateway", async (_, bytes, refusal) => {
    const said = await sendRaw(service.origin, bytes);
    const [status] = statusesIn(said);
    if (refusal === "server") expect(status ?? 400).toBeGreaterThanOrEqual(400);
    else expect(status).toBe(refusal);
    expect(simulator.requests).toEqual([]);
    expect(said).not.toContain(plantedKey);
  });

  const reached = () => simulator.requests.map(({ method, path, query }) => ({ method, path, query }));

  it("sends only the path that was checked, and only to the upstream", async () => {
    await sendRaw(service.origin, smuggled.absolute);
    await sendRaw(service.origin, smuggled.dotsWithin);
    expect(reached()).toEqual([
      { method: "GET", path: "/v1/models", query: { page: "2" } },
      { method: "GET", path: "/v1/models", query: {} },
    ]);
    for (const { headers } of simulator.requests) expect(headers.host).toBe(new URL(simulator.origin).host);
  });

  it("drops headers that belong to the caller or the connection, or are forged", async () => {
    expect(statusesIn(await sendRaw(service.origin, smuggled.headers))).toEqual([200]);
    const { "user-agent": _agent, "sec-fetch-mode": _mode, ...headers } = simulator.requests[0]?.headers ?? {};
    const own = ["accept", "accept-language", "connection"];
    expect(Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name)))).toEqual({
      host: new URL(simulator.origin).host,
      authorization: `Bearer ${plantedKey}`,
      "accept-encoding": "identity",
      "anthropic-version": "2023-06-01",
      "content-length": "69",
      "content-type": "application/json",
      "idempotency-key": "once",
      "x-stainless-lang": "js",
    });
  });

  it("sees no second request in the body of the first", async () => {
    expect(statusesIn(await sendRaw(service.origin, smuggled.secondRequest, 2))).toEqual([400, 401]);
    expect(reached()).toEqual([{ method: "POST", path: "/v1/embeddings", query: {} }]);
  });

  it("reads a request with two lengths in one way, or refuses it", async () => {
    const statuses = statusesIn(await sendRaw(service.origin, smuggled.twoFramings, 2));
    expect(statuses.every((status) => status >= 400)).toBe(true);
    expect(reached().every(({ path }) => path === "/v1/embeddings")).toBe(true);
    expect(simulator.requests.every(({ body }) => body === "")).toBe(true);
  });

  it("stops reading a body that is too long", async () => {
    const socket = dial(service.origin);
    let sent = 0;
    const chunk = `4000\r\n${"a".repeat(0x4000)}\r\n`;
    const head = raw("POST /v1/embeddings", ["Authorization: Bearer app-token", "Transfer-Encoding: chunked"]);
    const status = await new Promise<number | undefined>((resolve) => {
      let said = "";
      const send = () => {
        while (!socket.destroyed && sent < 1e9 && socket.write(chunk)) sent += chunk.length;
      };
      socket.on("drain", send).on("error", () => {});
      socket.on("close", () => resolve(statusesIn(said)[0]));
      socket.on("data", (bytes) => {
        said += bytes;
        socket.destroy();
      });
      socket.write(head);
      send();
    });
    // workerd closes the connection while bytes are still arriving: the answer may be lost to the reset that follows.
    expect(runtime === "Node" ? [413] : [413, undefined]).toContain(status);
    expect(sent).toBeLessThan(1e8);
    expect(simulator.requests).toEqual([]);
  });

  it("answers the preflight of a page of a listed origin", async () => {
    const asked = raw("OPTIONS /v1/messages", [
      "Origin: https://app.example.com",
      "Access-Control-Request-Method: POST",
      "Access-Control-Request-Headers: authorization,content-type,x-stainless-os",
    ]);
    const said = (await sendRaw(service.origin, asked)).toLowerCase();
    expect(statusesIn(said.toUpperCase())).toEqual([204]);
    for (const line of [
      "access-control-allow-origin: https://app.example.com",
      "access-control-allow-methods: post",
      "access-control-allow-headers: authorization,content-type,x-stainless-os",
    ]) {
      expect(said).toContain(`\r\n${line}\r\n`);
    }
    expect(simulator.requests).toEqual([]);
  });

  it("writes no key and no request to the log", () => {
    expect(service.log()).not.toMatch(/sk-|Bearer|Hello/);
  });
});

it("has more than thirty attacks", () => {
  expect(hostileRequests.length).toBeGreaterThan(30);
});
