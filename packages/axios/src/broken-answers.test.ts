import { type AxiosAdapter, AxiosError } from "axios";
import { expect, it } from "vitest";
import { chat, rejectionOf, simulated } from "../test/client.ts";

const { simulator, client, as } = await simulated();

it.each(["text/event-stream", "application/json"])(
  "a %s that breaks at once rejects with an AxiosError",
  async (type) => {
    simulator.play("broken", [{ headers: { "content-type": type }, chunks: ["\n"], end: "reset" }]);
    const call = client({ maxRetries: 0 }).post("/chat/completions", chat, as("broken", { responseType: "stream" }));
    const error = await rejectionOf(call);
    expect([error.code, error.message, error.config?.method]).toEqual(["ECONNRESET", "aborted", "post"]);
    expect(error.cause).toMatchObject({ code: "ECONNRESET" });
    expect(error.triage?.verdict.ruleId).toBe("connection-reset");
  },
);

it("what an adapter throws before it has an answer is passed on as it is", async () => {
  const thrown = new TypeError("fetch failed");
  const adapter: AxiosAdapter = async () => Promise.reject(thrown);
  await expect(client({ maxRetries: 0 }).get("/models", { adapter })).rejects.toBe(thrown);
});

it("an error that an adapter has frozen is passed on, too", async () => {
  const adapter: AxiosAdapter = (config) =>
    Promise.reject(Object.freeze(new AxiosError("the key is revoked", "ERR_REVOKED", config)));
  const error = await rejectionOf(client({ maxRetries: 0 }).get("/models", { adapter }));
  expect(error.code).toBe("ERR_REVOKED");
});

it.each([undefined, null, "boom"])("what a stream breaks with may be no error: %s", async (reason) => {
  const adapter: AxiosAdapter = async (config) => {
    const data = new ReadableStream({ pull: (stream) => stream.error(reason) });
    return { status: 200, statusText: "OK", headers: { "content-type": "text/event-stream" }, config, data };
  };
  const error = await rejectionOf(client({ maxRetries: 0 }).post("/chat/completions", chat, { adapter }));
  expect([error.message, error.response?.status]).toEqual([String(reason), 200]);
  expect(error.triage?.attempts).toHaveLength(1);
});

it("an AxiosError without a message is judged by its code", async () => {
  const adapter: AxiosAdapter = async (config) => Promise.reject(new AxiosError(undefined, "ECONNREFUSED", config));
  const error = await rejectionOf(client({ maxRetries: 0 }).get("/models", { adapter }));
  expect(error.triage?.verdict.ruleId).toBe("connection-refused");
});

it("bytes that are no UTF-8 are judged in the charset that they are declared in", async () => {
  // 余额不足, an insufficient balance, in GBK.
  const words = Buffer.from([0xd3, 0xe0, 0xb6, 0xee, 0xb2, 0xbb, 0xd7, 0xe3]);
  const data = Buffer.concat([Buffer.from('{"error":{"message":"'), words, Buffer.from('","code":""}}')]);
  const headers = { "content-type": "application/json; charset=gbk" };
  const adapter: AxiosAdapter = async (config) => ({ status: 500, statusText: "", headers, config, data });
  const config = { adapter, responseType: "arraybuffer" } as const;
  const error = await rejectionOf(client({ maxRetries: 0 }).post("/chat/completions", chat, config));
  expect(error.triage?.verdict).toMatchObject({ message: "余额不足", category: "quota" });
});
