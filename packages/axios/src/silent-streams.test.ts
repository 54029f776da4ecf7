import { once } from "node:events";
import type { AxiosRequestConfig } from "axios";
import { expect, it } from "vitest";
import { chat, rejectionOf, simulated } from "../test/client.ts";

const { simulator, client, as } = await simulated();
const type = "text/event-stream";
const event = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
/** A stream that is silent after these chunks, posted for with a timeout of axios's. */
const post = (chunks: string[], contentType = type, config?: AxiosRequestConfig, end: "hang" | "close" = "hang") => {
  simulator.play("silent", [{ headers: { "content-type": contentType }, chunks, end }]);
  const body = { ...chat, stream: true };
  return client({ maxRetries: 0 }).post(
    "/chat/completions",
    body,
    as("silent", { responseType: "stream", timeout: 300, ...config }),
  );
};

it.each([
  ["an event stream before its first event", [": wait\n\n"], type],
  ["a document", ['{"id":'], "application/json"],
])("axios's timeout rejects a call for %s", async (_, chunks, contentType) => {
  const error = await rejectionOf(post(chunks, contentType));
  expect([error.code, error.message]).toEqual(["ECONNABORTED", "timeout of 300ms exceeded"]);
  expect(error.triage?.verdict.ruleId).toBe("timed-out");
});

it("axios's timeout ends an event stream after its first event, with an error event", async () => {
  const { data, triage } = await post([event]);
  expect(String(Buffer.concat(await data.toArray()))).toContain('"code":"timed-out"');
  expect(triage?.verdict).toMatchObject({ ruleId: "timed-out" });
});

it.each([
  ["any other stream", {}],
  ["a stream whose length axios limits", { maxContentLength: 1000 }],
  ["a stream whose progress axios reports", { onDownloadProgress() {} }],
])("axios's timeout ends %s", async (_, config) => {
  const { data } = await post(["abc"], "application/octet-stream", config);
  await expect(data.toArray()).rejects.toMatchObject({ code: "ECONNABORTED", message: "timeout of 300ms exceeded" });
});

it("axios's timeout leaves a stream alone that has arrived in full and is not read yet", async () => {
  const { data, request } = await post(["abc"], "application/octet-stream", {}, "close");
  await once(request, "timeout");
  expect(String(Buffer.concat(await data.toArray()))).toBe("abc");
});
