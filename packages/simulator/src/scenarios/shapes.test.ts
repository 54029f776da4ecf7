import { describe, expect, it } from "vitest";
import { key } from "../../test/harness.ts";
import { createSimulator } from "../simulator.ts";

const ask = (name: string, path = "/v1/chat/completions") =>
  createSimulator().fetch(
    new Request(`http://simulator.invalid${path}`, {
      method: "POST",
      headers: { ...key, "x-simulate": name },
      body: "{}",
    }),
  );

const requestIdPattern = /\(request id: \d{23}[A-Za-z0-9]{8}\)/;
const body = async (name: string) => (await (await ask(name)).text()).replace(requestIdPattern, "(request id: ID)");

describe("bodies, byte for byte", () => {
  it.each([
    [
      "invalid-request-500",
      '{"error":{"message":"field messages is required (request id: ID)","type":"comet_api_error","param":"","code":"invalid_request"}}',
    ],
    [
      "invalid-request-500-no-code",
      '{"error":{"message":"field messages is required (request id: ID)","type":"comet_api_error","param":"","code":""}}',
    ],
    ["invalid-token-401", '{"error":{"code":"","message":"invalid token (request id: ID)","type":"comet_api_error"}}'],
    [
      "missing-model-400",
      '{"error":{"code":"","message":"model name is required (request id: ID)","type":"comet_api_error"}}',
    ],
    [
      "model-not-found-503",
      '{"error":{"code":"model_not_found","message":"no available channel for group default and model gpt-5-nova (distributor) (request id: ID)","type":"comet_api_error"}}',
    ],
    [
      "quota-429",
      '{"error":{"message":"当前分组上游负载已饱和，请稍后再试","type":"insufficient_quota","param":"","code":"insufficient_user_quota"}}',
    ],
    ["claude-529", '{"error":{"type":"overloaded_error","message":"Overloaded (request id: ID)"},"type":"error"}'],
    ["wallet-403-video", '{"code":null,"message":"user quota is not enough"}'],
    [
      "sse-error-event",
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    ],
    ["rate-limit-429-empty", ""],
    ["redirect-301", ""],
  ])("%s", async (name, expected) => {
    expect(await body(name)).toBe(expected);
  });
});

describe("headers", () => {
  it.each([
    ["redirect-301", "location", "/website/v1/chat/completions"],
    ["redirect-301", "content-length", "0"],
    ["rate-limit-429-empty", "content-length", "0"],
    ["rate-limit-429-empty", "content-type", null],
    ["rate-limit-429", "retry-after", null],
    ["retry-after-1", "retry-after", "1"],
    ["retry-after-3600", "retry-after", "3600"],
    ["retry-after-ms-900", "retry-after-ms", "900"],
    ["rate-limit-1015", "content-type", "text/plain; charset=UTF-8"],
    ["waf-403", "cf-ray", "9a3f5c7e1b2d4f60-SIN"],
    ["waf-403", "x-oneapi-request-id", null],
    ["timeout-524", "server", "cloudflare"],
    ["sse-cut", "content-type", "text/event-stream"],
    ["sse-cut", "content-length", null],
  ])("%s: %s is %s", async (name, header, value) => {
    expect((await ask(name)).headers.get(header)).toBe(value);
  });

  it("retry-after-date is two seconds after the answer's own date", async () => {
    const { headers } = await ask("retry-after-date");
    const [date, retryAfter] = [headers.get("date"), headers.get("retry-after")].map((text) => Date.parse(text ?? ""));
    expect(Number(retryAfter) - Number(date)).toBe(2000);
  });
});

it("double-encoded-400 contains an error envelope inside the message", async () => {
  const { error } = JSON.parse(await body("double-encoded-400"));
  const inner = JSON.parse(error.message.replace(" (request id: ID)", ""));
  expect(inner.error.code).toBe("invalid_type");
});

it("sse-error-raw-json ends in JSON without a data: prefix", async () => {
  const lines = (await body("sse-error-raw-json")).split("\n");
  expect(lines.at(-1)).toBe('{"error":{"type":"overloaded_error","message":"Overloaded"},"type":"error"}');
});
