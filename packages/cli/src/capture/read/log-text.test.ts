import { describe, expect, it } from "vitest";
import { explainCapture } from "../judge/explain-capture.ts";
import { hasFailed } from "../judge/has-failed.ts";
import { readCaptures } from "./read-captures.ts";

const verdictsIn = (text: string) =>
  readCaptures(text)
    .filter(hasFailed)
    .map((capture) => explainCapture(capture).verdict);

describe("a log of errors in words", () => {
  const at = (second: number) => `2026-06-24 10:15:0${second},000 ERROR ask failed`;
  const busy = "CometError: 429 busy [rate-limited] POST /v1/x, 3 attempts; retry in 12 s";
  const denied = "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'no', 'code': ''}}";

  it("is read to its end", () => {
    const text = `${at(1)} ${busy}\n${at(2)}\nTraceback (most recent call last):\n  File "a.py", line 3, in x\n${denied}\n${at(3)} ${busy}`;
    expect(verdictsIn(text)).toMatchObject([
      { status: 429, message: expect.stringMatching(/12 s$/) },
      { status: 401 },
      { status: 429 },
    ]);
  });

  it("may have lines with a status between them, and a body on the next line", () => {
    const text = `${at(1)} ${busy}\n${at(2)} status=500\n${at(3)} {"error":{"code":"invalid_request","message":"no"}}`;
    expect(verdictsIn(text)).toMatchObject([{ status: 429 }, { status: 500, category: "request" }]);
  });

  it("names a failure once, although the client has logged its status before", () => {
    const sent = (status: number) =>
      `2026-06-24 10:15:00,000 INFO httpx HTTP Request: POST https://api.cometapi.com/v1/x "HTTP/1.1 ${status} X"`;
    expect(verdictsIn(`${sent(401)}\n${at(1)}\n${denied}`)).toMatchObject([{ status: 401, message: "no" }]);
    expect(verdictsIn(`${sent(503)}\n${at(1)}\n${denied}`)).toMatchObject([{ status: 503 }, { status: 401 }]);
  });

  it("may have errors of another kind", () => {
    expect(verdictsIn(`${at(1)} ValueError: no number\n${at(2)} ${busy}`)).toMatchObject([{ status: 429 }]);
  });

  it("may be nginx's, of answers that did not come", () => {
    const entry = (what: string) =>
      `2026/06/24 10:15:30 [error] 29#29: *1 ${what}, client: 10.0.0.1, server: _, request: "POST /v1/chat/completions HTTP/1.1", upstream: "https://104.18.1.1:443/v1/chat/completions", host: "proxy"`;
    const slow = entry("upstream timed out (110: Connection timed out) while reading response header from upstream");
    const gone = entry("connect() failed (111: Connection refused) while connecting to upstream");
    const request = { method: "POST", url: "/v1/chat/completions" };
    expect(readCaptures(slow)).toMatchObject([
      { request, error: { message: expect.stringMatching(/^upstream timed/) } },
    ]);
    expect(verdictsIn(`${slow}\n${gone}`)).toMatchObject([{ category: "timeout" }, { category: "network" }]);
  });

  it("may have any number of lines before an error", () => {
    const lines = Array.from({ length: 150_000 }, () => "2026-06-24 10:15:00 status=503");
    expect(readCaptures(`${lines.join("\n")}\n${at(1)} ${busy}`)).toHaveLength(150_001);
  });
});
