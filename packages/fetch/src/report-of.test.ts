import { formatReport } from "@comet-triage/core";
import { ReportSchema } from "@comet-triage/core/schema";
import { startSimulator } from "@comet-triage/simulator/node";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createFetch, reportOf, type TriageInit } from "./index.ts";

const simulator = await startSimulator();
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

const key = "sk-planted-key-0123456789abcdef";
const send = createFetch({ initialDelay: 0 });
const url = `${simulator.baseUrl}/chat/completions?user=me`;
const as = (scenario: string, init: TriageInit = {}): TriageInit => ({
  method: "POST",
  headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "x-simulate": scenario },
  body: '{"model":"gpt-5-mini","temperature":1.0}',
  ...init,
});

describe("reportOf", () => {
  it("contains all that support asks for, for a response", async () => {
    const response = await send(url, as("invalid-request-500"));
    const report = await reportOf(response);
    expect(ReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({
      request: {
        method: "POST",
        endpoint: "/v1/chat/completions",
        model: "gpt-5-mini",
        query: [{ name: "user", value: "me" }],
        body: { kind: "text", text: '{"model":"gpt-5-mini","temperature":1.0}' },
      },
      response: { status: 500 },
      error: { code: "invalid_request" },
      attempts: [{ attempt: 1, status: 500, ruleId: "invalid-request-as-500" }],
      decision: { ruleId: "invalid-request-as-500", retry: "no" },
      repeated: false,
    });
    expect(report?.response.body).toContain("invalid_request");
    expect(report?.requestIds).toEqual([simulator.requests[0]?.requestId]);
    expect(JSON.stringify(report)).not.toContain(key);
  });

  it("leaves the response to be read by its caller", async () => {
    const response = await send(url, as("invalid-request-500"));
    await reportOf(response);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_request" } });
  });

  it("says that the failure has repeated", async () => {
    const report = await reportOf(await send(url, as("platform-500-forever")));
    expect(report).toMatchObject({ repeated: true, attempts: Array(5).fill({ status: 500 }) });
    expect(report?.advice).toBe("The same failure has repeated: contact support with this report.");
  });

  it("reads a Request, with headers and body, and leaves it usable for another call", async () => {
    const { headers, ...init } = as("invalid-request-500");
    const request = new Request(url, { ...init, headers: headers as Record<string, string> });
    const report = await reportOf(await send(request));
    expect(report?.request).toMatchObject({ method: "POST", body: { kind: "text" }, model: "gpt-5-mini" });
    const other = await reportOf(
      await send(request, { headers: { ...(headers as object), "x-simulate": "bad-request-400" } }),
    );
    expect(other?.response.status).toBe(400);
  });

  it("lists the fields and files of a form", async () => {
    const body = new FormData();
    body.set("model", "gpt-image-1");
    body.set("image", new File([new Uint8Array(1200)], "cat.png", { type: "image/png" }));
    const headers = { authorization: `Bearer ${key}`, "x-simulate": "platform-500-forever" };
    const report = await reportOf(await send(`${simulator.baseUrl}/images/edits`, { method: "POST", headers, body }));
    expect(report?.request.files).toEqual([
      { where: "image", sent: "uploaded", name: "cat.png", type: "image/png", bytes: 1200 },
    ]);
    expect(report?.request.model).toBe("gpt-image-1");
  });

  it("only names a stream, which was consumed", async () => {
    const body = new Blob(['{"model":"m"}']).stream();
    const report = await reportOf(
      await send(url, { ...as("platform-500-forever"), body, duplex: "half" } as TriageInit),
    );
    expect(report?.request.body).toEqual({ kind: "stream" });
  });

  it("only names the body of a Request that was consumed meanwhile", async () => {
    const { headers, ...init } = as("platform-500-forever");
    const request = new Request(url, { ...init, headers: headers as Record<string, string> });
    const response = await send(request);
    await request.body?.cancel();
    const report = await reportOf(response);
    expect(report?.request).toMatchObject({ method: "POST", body: { kind: "stream" } });
    expect(report?.request.headers.map(({ name }) => name)).toContain("content-type");
    expect(JSON.stringify(report)).not.toContain(key);
  });

  it("describes what was thrown, even if our own error wraps it", async () => {
    for (const throwOnError of [false, true]) {
      const error = await send(url, as("connection-reset-forever", { triage: { throwOnError, maxRetries: 0 } })).catch(
        (thrown: unknown) => thrown,
      );
      const report = await reportOf(error);
      expect(report).toMatchObject({
        response: {},
        decision: { ruleId: "connection-reset" },
        attempts: [{ attempt: 1 }],
      });
      expect(report?.error.thrown[0]).toContain("fetch failed");
    }
  });

  it("describes a broken stream, once it has been read", async () => {
    const response = await send(url, as("sse-cut", { body: '{"model":"gpt-5-mini","messages":[],"stream":true}' }));
    expect(await reportOf(response)).toBeUndefined();
    await response.text();
    expect((await reportOf(response))?.decision.ruleId).toBe("stream-cut");
  });

  it("accepts additional secrets, and what else was tried", async () => {
    const body = '{"model":"gpt-5-mini","user":"tenant-4711"}';
    const report = await reportOf(await send(url, as("invalid-request-500", { body })), {
      secrets: ["tenant-4711"],
      otherModel: { works: true, detail: "gpt-5" },
    });
    expect(JSON.stringify(report)).not.toContain("tenant-4711");
    expect(formatReport(report as NonNullable<typeof report>, "markdown")).toContain("gpt-5");
  });

  it("is undefined for a success, and for what did not come from this package", async () => {
    const body = '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}';
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    expect(await reportOf(await send(url, { method: "POST", headers, body }))).toBeUndefined();
    expect(await reportOf(new Response())).toBeUndefined();
    expect(await reportOf(undefined)).toBeUndefined();
  });
});
