import { describe, expect, it } from "vitest";
import { explainCapture } from "../judge/explain-capture.ts";
import { hasFailed } from "../judge/has-failed.ts";
import { readCaptures } from "./read-captures.ts";

const verdictsIn = (text: string) =>
  readCaptures(text)
    .filter(hasFailed)
    .map((capture) => explainCapture(capture).verdict);

const line = (record: object) => JSON.stringify({ level: 50, time: 1_790_000_000_000, ...record });

describe("lines of a log", () => {
  const record = line({
    err: { type: "CometError", message: "429 no", status: 429, ruleId: "balance-empty", category: "quota" },
    msg: "x",
  });

  it.each([
    ["behind a banner", `> app@1.0.0 start\nListening on :3000\n${record}\nbye`],
    ["between braces that are no JSON", `{ started }\n${record}`],
    ["behind Kubernetes' prefix", `2026-06-24T10:15:30.482913057Z stdout F ${record}`],
    ["behind the name of a service", `app-1  | ${record}`],
    ["behind the host's name", `Jun 24 10:15:30 host app[123]: ${record}`],
    ["wrapped by Docker", JSON.stringify({ log: `${record}\n`, stream: "stdout", time: "2026-06-24T10:15:30Z" })],
    ["wrapped by journald", JSON.stringify({ PRIORITY: "3", MESSAGE: record })],
  ])("are read %s", (_, text) => {
    expect(verdictsIn(text)).toMatchObject([{ ruleId: "balance-empty", status: 429 }]);
  });

  it("are read beside errors that are not in JSON", () => {
    const text = `${record}\nopenai.AuthenticationError: Error code: 401 - {'error': {'message': 'no', 'code': ''}}`;
    expect(verdictsIn(text)).toMatchObject([{ status: 429 }, { status: 401 }]);
  });

  it("may have the error in their text", () => {
    const traceback =
      "Traceback (most recent call last):\nopenai.AuthenticationError: Error code: 401 - {'error': {'code': ''}}";
    expect(verdictsIn(JSON.stringify({ level: "ERROR", message: "ask failed", exc_info: traceback }))).toMatchObject([
      { status: 401 },
    ]);
    expect(
      verdictsIn(JSON.stringify({ level: "ERROR", message: "Error code: 401 - {'error': {'code': ''}}" })),
    ).toMatchObject([{ status: 401 }]);
  });

  it("may have the error as text in a field, as Go's loggers write it", () => {
    const error = "error, status code: 500, status: 500 Internal Server Error, message: field messages is required";
    const lines = [{ msg: "up" }, { msg: "ask failed", error }].map((fields) =>
      JSON.stringify({ level: "error", ...fields }),
    );
    expect(verdictsIn(lines.join("\n"))).toMatchObject([{ status: 500, category: "request" }]);
  });

  it("are refused if none tells a failure, rather than taken for a body", () => {
    const text = ["up", "down"].map((msg) => JSON.stringify({ level: 30, msg })).join("\n");
    expect(() => readCaptures(text)).toThrow("No response, error or status was found in it.");
  });

  it("wrapped by Docker may be plain", () => {
    const wrapped = ["Listening", "POST https://api.cometapi.com/v1/x status=503"].map((log) =>
      JSON.stringify({ log: `${log}\n` }),
    );
    expect(verdictsIn(wrapped.join("\n"))).toMatchObject([{ status: 503 }]);
  });
});
