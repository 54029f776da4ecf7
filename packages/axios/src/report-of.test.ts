import { ReportSchema } from "@comet-triage/core/schema";
import axios from "axios";
import FormDataPackage from "form-data";
import { describe, expect, it } from "vitest";
import { chat, plantedKey, rejectionOf, simulated } from "../test/client.ts";
import { attachTriage, formatReport, reportOf } from "./index.ts";

const { simulator, client, as } = await simulated();

describe("reportOf", () => {
  it("contains all that support asks for, for a rejection", async () => {
    const error = await rejectionOf(
      client().post(
        "/chat/completions",
        { model: "gpt-5-mini", temperature: 0.2 },
        as("invalid-request-500", { params: { user: "me" } }),
      ),
    );
    const report = await reportOf(error);
    expect(ReportSchema.parse(report)).toEqual(report);
    expect(report).toMatchObject({
      request: {
        method: "POST",
        origin: simulator.origin,
        endpoint: "/v1/chat/completions",
        model: "gpt-5-mini",
        query: [{ name: "user", value: "me" }],
        body: { kind: "text", text: '{"model":"gpt-5-mini","temperature":0.2}' },
      },
      response: { status: 500 },
      error: { code: "invalid_request", thrown: [] },
      attempts: [{ attempt: 1, status: 500, ruleId: "invalid-request-as-500" }],
      decision: { ruleId: "invalid-request-as-500", retry: "no" },
      repeated: false,
    });
    expect(report?.response.body).toContain("invalid_request");
    expect(report?.requestIds).toEqual([simulator.requests[0]?.requestId]);
    expect(formatReport(report as NonNullable<typeof report>, "markdown")).toContain("invalid-request-as-500");
  });

  it("shows the response as the server sent it, not as it was passed on", async () => {
    const report = await reportOf(await rejectionOf(client().post("/chat/completions", chat, as("html-200"))));
    expect(report?.response.status).toBe(200);
    expect(report?.response.body).toContain("<!DOCTYPE html>");
    expect(report?.response.headers).toContainEqual({ name: "content-type", value: "text/html; charset=utf-8" });
    expect(report?.response.headers.map(({ name }) => name)).not.toContain("x-should-retry");
  });

  it("removes the key wherever it is: header, query, credentials and what the server echoes", async () => {
    simulator.play("echo", [{ status: 400, body: { error: { message: `bad key ${plantedKey}`, code: "" } } }]);
    const auth = { username: "user", password: "planted-password-123" };
    for (const config of [{}, { params: { key: plantedKey } }, { auth }]) {
      const report = await reportOf(await rejectionOf(client().post("/chat/completions", chat, as("echo", config))));
      expect(report?.response.status).toBe(400);
      expect(JSON.stringify(report)).not.toContain(plantedKey);
      expect(JSON.stringify(report)).not.toContain(auth.password);
      expect(JSON.stringify(report)).not.toContain(btoa(`${auth.username}:${auth.password}`));
    }
  });

  it("says that the failure has repeated", async () => {
    const error = await rejectionOf(client().post("/chat/completions", chat, as("platform-500-forever")));
    expect(await reportOf(error)).toMatchObject({ repeated: true, attempts: Array(5).fill({ status: 500 }) });
  });

  it("lists the fields and files of a form, and only names a stream", async () => {
    const form = new FormData();
    form.set("model", "gpt-image-1");
    form.set("image", new File([new Uint8Array(1200)], "cat.png", { type: "image/png" }));
    const report = await reportOf(await rejectionOf(client().post("/images/edits", form, as("platform-500-forever"))));
    expect(report?.request.files).toEqual([
      { where: "image", sent: "uploaded", name: "cat.png", type: "image/png", bytes: 1200 },
    ]);
    expect(report?.request.model).toBe("gpt-image-1");
    const spent = new FormDataPackage();
    spent.append("model", "gpt-image-1");
    const other = await reportOf(await rejectionOf(client().post("/images/edits", spent, as("platform-500-forever"))));
    expect(other?.request.body).toEqual({ kind: "stream" });
  });

  it("describes what was thrown if there was no response", async () => {
    const error = await rejectionOf(
      client({ maxRetries: 0 }).post("/chat/completions", chat, as("connection-reset-forever")),
    );
    const report = await reportOf(error);
    expect(report).toMatchObject({
      response: {},
      decision: { ruleId: "connection-reset" },
      attempts: [{ attempt: 1 }],
    });
    expect(report?.error.thrown[0]).toBe("Error: ECONNRESET: read ECONNRESET");
  });

  it("describes a response that validateStatus accepted", async () => {
    const response = await client({}, { validateStatus: () => true }).post(
      "/chat/completions",
      chat,
      as("invalid-request-500"),
    );
    expect(await reportOf(response)).toMatchObject({ response: { status: 500 }, error: { code: "invalid_request" } });
  });

  it("describes a broken stream, once it has been read", async () => {
    const response = await client().post(
      "/chat/completions",
      { ...chat, stream: true },
      as("sse-cut", { responseType: "stream" }),
    );
    expect(await reportOf(response)).toBeUndefined();
    await response.data.toArray();
    expect((await reportOf(response))?.decision.ruleId).toBe("stream-cut");
  });

  it("describes an error in a stream, as soon as the caller reads it", async () => {
    const error = 'data: {"error":{"message":"Overloaded","type":"server_error","code":"server_error"}}\n\n';
    const hello = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
    simulator.play("midway", [{ chunks: [hello + error] }]);
    const response = await client().post(
      "/chat/completions",
      { ...chat, stream: true },
      as("midway", { responseType: "stream" }),
    );
    const report = await new Promise<ReturnType<typeof reportOf>>((resolve) =>
      response.data.once("data", () => resolve(reportOf(response))),
    );
    expect(report).toMatchObject({ error: { code: "server_error" } });
  });

  it("accepts additional secrets, and what else was tried", async () => {
    const body = { model: "gpt-5-mini", user: "tenant-4711" };
    const error = await rejectionOf(client().post("/chat/completions", body, as("invalid-request-500")));
    const report = await reportOf(error, { secrets: ["tenant-4711"], otherModel: { works: true, detail: "gpt-5" } });
    expect(JSON.stringify(report)).not.toContain("tenant-4711");
    expect(report?.otherModel).toEqual({ works: true, detail: "gpt-5" });
  });

  it("is undefined for a success, and for what did not come from this package", async () => {
    expect(await reportOf(await client().post("/chat/completions", chat))).toBeUndefined();
    const plain = axios.create({ baseURL: simulator.baseUrl });
    attachTriage(plain);
    expect(await reportOf(await rejectionOf(plain.get("/models", { triage: false })))).toBeUndefined();
    expect(await reportOf(undefined)).toBeUndefined();
    expect(await reportOf(new Error("mine"))).toBeUndefined();
  });
});
