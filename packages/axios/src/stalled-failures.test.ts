import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import axios from "axios";
import { expect, it, onTestFinished, vi } from "vitest";
import { rejectionOf } from "../test/client.ts";
import { attachTriage } from "./index.ts";

it("judges a streamed failure whose body stalls for 10 s by what has arrived", async () => {
  const said = '{"error":{"message":"field messages is required","type":"","param":"","code":"invalid_request"}';
  const server = createServer((_, response) => {
    response.writeHead(500, { "content-type": "application/json" }).write(said);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const given = vi.spyOn(globalThis, "setTimeout");
  onTestFinished(() => {
    given.mockRestore();
    vi.useRealTimers();
    server.closeAllConnections();
    server.close();
  });
  const instance = axios.create({ responseType: "stream" });
  attachTriage(instance);
  const call = rejectionOf(
    instance.post(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/responses`, {}),
  );
  const end = Date.now() + 30_000;
  // One read returns what has arrived, the next one nothing.
  while (given.mock.calls.filter(([, ms]) => ms === 10_000).length < 2 && Date.now() < end) await setImmediate();
  await vi.advanceTimersByTimeAsync(10_000);
  const { triage, response } = await call;
  expect([response?.status, triage?.verdict.ruleId]).toEqual([500, "invalid-request-as-500"]);
  const read = async () => {
    const data = response?.data as AsyncIterable<Buffer>;
    for await (const chunk of data) expect(String(chunk)).toBe(said);
  };
  await expect(read()).rejects.toMatchObject({ name: "TimeoutError" });
});
