import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { key, type Subject, subjects } from "../../test/harness.ts";
import type { Reply } from "../reply/reply.ts";
import { parseScript } from "../reply/reply-schema.ts";
import { scenarios } from "./index.ts";
import { type Scenario, sections } from "./scenario.ts";

test("the catalogue holds these names", () => {
  expect(scenarios.map(({ name }) => name)).toEqual([
    ...["bad-request-400", "missing-model-400", "invalid-request-500", "invalid-request-500-no-code"],
    ...["claude-500-invalid-request", "double-encoded-400"],
    ...["invalid-token-401", "forbidden-403", "waf-403", "wallet-403", "wallet-403-video", "claude-403"],
    ...["redirect-301", "html-200", "too-large-413"],
    ...["rate-limit-429", "rate-limit-429-empty", "rate-limit-1015", "retry-after-1", "retry-after-date"],
    ...["retry-after-ms-900", "retry-after-3600", "gemini-429-retry-info", "gemini-array-429"],
    ...["quota-429", "openai-quota-429", "kling-429-balance"],
    ...["platform-500", "platform-500-forever", "overloaded-503-twice", "model-not-found-503", "task-nested-503"],
    ...["timeout-504", "timeout-524", "bad-gateway-502", "claude-529"],
    ...["connection-reset", "connection-reset-forever", "hang"],
    ...["sse-error-data", "sse-error-event", "sse-response-failed", "sse-quota", "sse-error-midway"],
    ...["sse-error-raw-json", "sse-cut", "sse-cut-before-content", "sse-reset"],
    ...["envelope-200", "mj-banned-200"],
  ]);
});

test("sections are contiguous, in their order", () => {
  const order = scenarios.map(({ section }) => sections.indexOf(section));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(sections.length);
});

test("the catalogue survives a JSON round trip", () => {
  expect(JSON.parse(JSON.stringify(scenarios))).toEqual(scenarios);
});

it.each(scenarios)("$name is a valid script", ({ name, replies }) => {
  expect(parseScript({ name, replies })).toEqual({ name, replies });
});

it.each(scenarios)("$name is marked as needing node if a socket has to break or hang", ({ replies, needs }) => {
  const breaks = replies.some(({ end, fault }) => fault !== undefined || end === "reset");
  expect(needs).toBe(breaks ? "node" : undefined);
});

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.close());

  const ask = ({ name, request }: Scenario, signal?: AbortSignal) =>
    subject.ask(request.path, {
      method: request.method,
      headers: { ...key, "content-type": "application/json", "x-simulate": name },
      ...(request.body !== undefined && {
        body: typeof request.body === "string" ? request.body : JSON.stringify(request.body),
      }),
      ...(signal && { signal }),
    });

  // Each scenario is played once in full, and then its first reply again.
  it.each(scenarios)("$name answers as its replies say, then starts over", async (scenario) => {
    for (const reply of [...scenario.replies, scenario.replies[0] as Reply]) {
      if (reply.fault === "hang") await expectHang(() => ask(scenario, AbortSignal.timeout(20)));
      else if (reply.fault === "reset")
        await expect(ask(scenario).then((response) => response.text())).rejects.toThrow();
      else await expectReply(reply, scenario, await ask(scenario));
    }
  });
});

async function expectHang(ask: () => Promise<Response>): Promise<void> {
  await expect(ask()).rejects.toMatchObject({ name: "TimeoutError" });
}

async function expectReply(reply: Reply, { request, name }: Scenario, response: Response): Promise<void> {
  if (reply.ok) return expectHealthy(request.stream === true, response);
  const requestId = response.headers.get("x-oneapi-request-id");
  const fill = (text: string) => text.replaceAll("{{requestId}}", requestId ?? "").replaceAll("{{path}}", request.path);

  expect(response.status).toBe(reply.status ?? 200);
  expect(requestId === null).toBe(reply.noRequestId === true);
  for (const [header, value] of Object.entries(reply.headers ?? {})) {
    if (!value.includes("{{now")) expect(response.headers.get(header), header).toBe(fill(value));
  }
  if (reply.end === "reset") return expect(response.text(), name).rejects.toThrow();

  const body = reply.body ?? "";
  const text = reply.chunks?.join("") ?? (typeof body === "string" ? body : JSON.stringify(body));
  expect(await response.text()).toBe(fill(text));
  if (!reply.chunks) expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(fill(text))));
}

async function expectHealthy(streamed: boolean, response: Response): Promise<void> {
  expect(response.status).toBe(200);
  expect(response.headers.get("x-oneapi-request-id")).toMatch(/^\d{23}[A-Za-z0-9]{8}$/);
  const text = await response.text();
  expect(text).not.toMatch(/"error":\s*\{/);
  if (streamed) expect(text).toContain("Hello");
}
