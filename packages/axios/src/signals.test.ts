import { getEventListeners, setMaxListeners } from "node:events";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import axios, { type AxiosRequestConfig } from "axios";
import { describe, expect, it, vi } from "vitest";
import { chat, rejectionOf, simulated } from "../test/client.ts";
import { isOldest } from "../test/releases.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const { simulator, client, as } = await simulated();
const path = "/chat/completions";
const hello = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
const busy = 'data: {"error":{"message":"busy","code":503}}\n\n';

/** Far more than is needed, in milliseconds: the machine may be busy. */
const patience = 10_000;

type Data = Readable | ReadableStream<Uint8Array>;

const read = async (data: Data): Promise<void> => {
  for await (const _ of data);
};
const drop = async (data: Data): Promise<void> => {
  if (data instanceof Readable) data.destroy();
  else await data.cancel();
};

/** A signal that outlives its calls. */
const longLived = (): AbortSignal => {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
};
const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort");
const newToken = () => axios.CancelToken.source().token;

// The oldest axios has no fetch adapter.
describe.each(isOldest ? ["http"] : ["http", "fetch"])("over %s", (adapter) => {
  const over = (config: AxiosRequestConfig = {}) => client({}, { adapter, ...config });
  const streams = (maxRetries = 4) => client({ maxRetries }, { adapter, responseType: "stream" });

  const means: Readonly<Record<string, () => AxiosRequestConfig>> = {
    "a signal": () => ({ signal: longLived() }),
    "a cancelToken": () => ({ cancelToken: newToken() }),
    both: () => ({ signal: longLived(), cancelToken: newToken() }),
    "a timeout of axios": () => ({ timeout: 60_000 }),
    "a report of its progress": () => ({ onDownloadProgress() {} }),
    // Over http, axios itself lets such a stream hang, whatever aborts it.
    ...(adapter === "fetch" && { "a limit of its size": () => ({ maxContentLength: 1_000_000 }) }),
    "nothing of that": () => ({}),
  };

  describe.each(Object.entries(means))("the connection of a stream that hangs, in a call with %s,", (_, make) => {
    const isClosed = () => vi.waitFor(() => expect([simulator.active, simulator.aborted]).toEqual([0, 1]), patience);

    it("is closed if it began with an error that is retried", async () => {
      simulator.play("hangs", [{ chunks: [busy], end: "hang" }, { ok: true }]);
      expect((await streams().post(path, chat, as("hangs", make()))).status).toBe(200);
      await isClosed();
    });

    it("is closed if it began with an error that is final", async () => {
      simulator.play("hangs", [{ chunks: [busy], end: "hang" }]);
      await rejectionOf(streams(0).post(path, chat, as("hangs", make())));
      await isClosed();
    });

    it("is closed if the caller cancels it", async () => {
      simulator.play("hangs", [{ chunks: [hello], end: "hang" }]);
      await drop((await streams().post(path, chat, as("hangs", make()))).data);
      await isClosed();
    });
  });

  it.each(["signal", "cancelToken"])("a stream is ended by its %s while it is read", async (which) => {
    const controller = new AbortController();
    const { token, cancel } = axios.CancelToken.source();
    simulator.play("hangs", [{ chunks: [hello], end: "hang" }]);
    const config = as("hangs", { signal: controller.signal, cancelToken: token });
    const { data } = await streams().post(path, chat, config);
    if (which === "signal") controller.abort();
    else cancel();
    await expect(read(data)).rejects.toThrow();
    await vi.waitFor(() => expect(simulator.aborted).toBe(1), patience);
  });

  const times = async (count: number, call: () => Promise<unknown>) => {
    for (let made = 0; made < count; made++) await call();
  };
  const ends: Readonly<Record<string, (count: number, config: AxiosRequestConfig) => Promise<unknown>>> = {
    "successes at the third try": (count, config) =>
      times(count, () => over().post(path, chat, as("overloaded-503-twice", config))),
    failures: (count, config) =>
      times(count, () => rejectionOf(over().post(path, chat, as("invalid-request-500", config)))),
    "failures whose stream nobody reads": (count, config) =>
      times(count, () => rejectionOf(streams().post(path, chat, as("invalid-request-500", config)))),
    "streams that are read": (count, config) =>
      times(count, async () => read((await streams().post(path, { ...chat, stream: true }, config)).data)),
    "streams that break": (count, config) =>
      times(count, async () => read((await streams().post(path, chat, as("sse-cut", config))).data)),
    "streams that are dropped": (count, config) =>
      times(count, async () => drop((await streams().post(path, { ...chat, stream: true }, config)).data)),
    "calls that are aborted": async (count, config) => {
      const sources = Array.from({ length: count }, () => axios.CancelToken.source());
      const calls = sources.map(({ token }) => over().post(path, chat, as("hang", { ...config, cancelToken: token })));
      await vi.waitFor(() => expect(simulator.active).toBe(count), patience);
      for (const { cancel } of sources) cancel();
      for (const call of calls) expect(axios.isCancel(await rejectionOf(call))).toBe(true);
      await vi.waitFor(() => expect(simulator.active).toBe(0), patience);
    },
  };

  it.each(Object.entries(ends))("100 %s leave no listener on a signal", async (_, run) => {
    const signal = longLived();
    await run(100, { signal });
    await vi.waitFor(() => expect(listeners(signal)).toEqual([]), patience);
  });

  it.each(Object.entries(ends))("%s leave no listener on a signal and a cancelToken", async (_, run) => {
    const signal = longLived();
    const cancelToken = newToken();
    await run(3, { signal, cancelToken });
    await vi.waitFor(() => {
      // For a web stream, nothing else shows that its reader has stopped.
      collect();
      expect(listeners(signal)).toEqual([]);
      expect(Reflect.get(cancelToken, "_listeners") ?? []).toEqual([]);
    }, patience);
  });
});

it.each([read, drop])("with a timeout no listener is left after a stream, once it is closed", async (leave) => {
  const signal = longLived();
  const limited = client(
    { timeout: 60_000 },
    { adapter: "http", responseType: "stream", signal, validateStatus: null },
  );
  simulator.play("long-refusal", [{ status: 401, body: { error: { message: "m".repeat(200_000) } } }]);
  for (const config of [{}, as("long-refusal")]) await leave((await limited.post(path, chat, config)).data);
  await vi.waitFor(() => expect(listeners(signal)).toEqual([]), patience);
});
