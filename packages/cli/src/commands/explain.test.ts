import { describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";
import { canary, forms, type Sample, samples } from "../../test/samples.ts";

/** What the guide says to do first. */
const advice: Readonly<Record<string, string>> = {
  "invalid-request-as-500": "Fix the request body before sending it again.",
  "invalid-token": "Check the header Authorization: Bearer $COMETAPI_KEY.",
};

describe.each(Object.entries<Sample>(samples))("the guide's sample %s", (ruleId, sample) => {
  it.each(Object.entries(forms))("as %s gives the guide's advice, in words and as JSON", async (_form, write) => {
    const input = write(sample);
    const words = await runCommand(["explain"], { input });
    expect(words.out).toContain(`${sample.status}  `);
    expect(words.out).toContain(`\n${advice[ruleId]}\n`);
    expect(words.out + words.error).not.toContain(canary);
    expect(words.code).toBe(10);
    const json = await runCommand(["explain", "--json"], { input });
    expect(JSON.parse(json.out)).toMatchObject([{ verdict: { ruleId, action: advice[ruleId], retryable: false } }]);
    expect(json.code).toBe(10);
  });
});

describe("the first line", () => {
  const body = '{"error":{"message":"x","code":"invalid_request"}}';

  it.each([
    [body, "status unknown  request  do not retry"],
    [`${body}500`, "500  request  do not retry"],
    ["curl: (52) Empty reply from server", "no response  network  retry"],
    ["curl: (22) The requested URL returned error: 503", "503  overloaded  retry"],
    ["curl: (22) The requested URL returned error: 401 Unauthorized", "401  auth  do not retry"],
    ["HTTP/1.1 429 x\n\ncurl: (22) The requested URL returned error: 429", "429  rate_limit  retry"],
    ["HTTP/1.1 200 OK\n\n{\ncurl: (56) Recv failure: Connection reset by peer", "200  network  retry"],
  ])("says what is known about the response: %j", async (input, line) => {
    expect((await runCommand(["explain"], { input })).out.split("\n")[0]).toBe(line);
  });
});

describe("what was said", () => {
  it.each([
    [
      "of an error without a response ends with its root cause",
      "TypeError: fetch failed\n    at x {\n  [cause]: Error: getaddrinfo ENOTFOUND api.cometapi.co\n      at y {\n    code: 'ENOTFOUND'\n  }\n}",
      "said       fetch failed: getaddrinfo ENOTFOUND api.cometapi.co",
    ],
    [
      "of several errors is what the first says",
      "AggregateError\n    at x {\n  code: 'ECONNREFUSED',\n  [errors]: [\n    Error: connect ECONNREFUSED ::1:443\n        at y {\n      code: 'ECONNREFUSED'\n    },\n    Error: connect ECONNREFUSED 127.0.0.1:443\n        at z\n  ]\n}",
      "said       connect ECONNREFUSED ::1:443",
    ],
    ["of a response comes from the response", 'HTTP/1.1 503 x\n\n{"error":{"message":"busy"}}', "said       busy"],
  ])("%s", async (_what, input, line) => {
    expect((await runCommand(["explain"], { input })).out.split("\n")).toContain(line);
  });
});

describe("control characters from a server", () => {
  const body = JSON.stringify({ error: { message: "\u001b[8m\u001b]0;owned\u0007\u001b[2Jbusy\u009b1A\u007f" } });
  const input = `HTTP/1.1 503 x\n\n${body}`;

  it.each(["explain", "report", "report --format text"])("do not reach the terminal: %s", async (command) => {
    const { out } = await runCommand(command.split(" "), { input, hasColors: true });
    expect(out).toContain("busy");
    const found = ["\u001b[8m", "\u001b]", "\u001b[2J", "\u0007", "\u007f", "\u009b"].filter((control) =>
      out.includes(control),
    );
    expect(found).toEqual([]);
  });

  // They write from right to left: what follows them would read as something else.
  const bidirectional = "\u061c\u200e\u200f\u202a\u202e\u2066\u2069";
  const mixed = `HTTP/1.1 503 x\n\n${JSON.stringify({ error: { message: `busy ${bidirectional}ysub\u009b` } })}`;

  it.each(["explain", "report", "report --format text"])("do not reverse the text: %s", async (command) => {
    const { out } = await runCommand(command.split(" "), { input: mixed, hasColors: true });
    expect(out).toContain("busy");
    expect([...bidirectional].filter((control) => out.includes(control))).toEqual([]);
  });

  it("are escaped in JSON, which says the same", async () => {
    const { out } = await runCommand(["explain", "--json"], { input: mixed });
    expect(out).toContain("busy \\u061c\\u200e");
    expect(JSON.parse(out)).toMatchObject([{ verdict: { message: `busy ${bidirectional}ysub\u009b` } }]);
  });

  it("in a file's name do not reach it either, but our own colors do", async () => {
    expect((await runCommand(["explain", "lost\u001b[2J.har"])).error).not.toContain("\u001b");
    expect((await runCommand(["explain"], { input, hasColors: true })).out).toContain("\u001b[1mRetry with backoff");
  });
});

describe("an argument that names no file", () => {
  it.each([
    ["Error: 429 Too many requests", "429  rate_limit  retry"],
    ["500 field messages is required (request id: 20260624101530482913057Qm3xT9aL)", "500  request  do not retry"],
    ["429 insufficient user quota", "429  quota  do not retry"],
    ["503 no available channel for model x under group default", "503  model_unavailable  do not retry"],
    ["Error: connect ECONNREFUSED 127.0.0.1:80", "no response  network  retry"],
    ["2026-06-24 POST /v1/chat/completions status=503", "503  overloaded  retry  POST /v1/chat/completions"],
    [`Error: 429 ${"Too many requests ".repeat(300)}`, "429  rate_limit  retry"],
    ["503", "503  overloaded  retry"],
    ["curl: (6) Could not resolve host: api.cometapi.com", "no response  network  retry"],
    ["Error: getaddrinfo ENOTFOUND api.cometapi.com", "no response  network  retry"],
    ["ECONNRESET", "no response  network  retry"],
    ["status=429", "429  rate_limit  retry"],
  ])("is text if it looks like it: %j", async (argument, line) => {
    expect((await runCommand(["explain", argument])).out.split("\n")[0]).toBe(line);
  });

  it.each([
    ["my 500 errors.har", "my 500 errors.har: There is no such file."],
    ["lost", "lost: There is no such file."],
    ["status-500.json", "status-500.json: There is no such file."],
    [
      "the quick brown fox",
      "the quick brown fox: There is no such file. As text: No response, error or status was found in it. Give the output of curl -i or curl -v, a HAR file, a printed error, a log line, or a body with its status.",
    ],
    [
      "the quick brown fox ".repeat(20),
      "The argument: No response, error or status was found in it. Give the output of curl -i or curl -v, a HAR file, a printed error, a log line, or a body with its status.",
    ],
  ])("is a missing file if it looks like a file name: %j", async (argument, line) => {
    expect(await runCommand(["explain", argument])).toMatchObject({ code: 2, error: `error: ${line}\n` });
  });
});

describe("the HTTP status", () => {
  const asked = "missing    The HTTP status: give it as --status.";

  it("is asked for where a response was captured without it", async () => {
    expect((await runCommand(["explain"], { input: '{"detail":"x"}' })).out).toContain(asked);
  });

  it("is asked for where the edge answered in few words", async () => {
    const { code, out } = await runCommand(["explain", "error code: 1015"]);
    expect([code, out]).toEqual([2, expect.stringContaining(`said       error code: 1015\n`)]);
    expect(out).toContain(asked);
  });

  it.each([
    ["alone", '{"detail":"x"}', 2],
    ["beside one to send again", '{"status":503,"message":"busy"}\n{"name":"APIStatusError","message":"x"}', 2],
    ["beside one to fix", '{"status":401,"message":"no"}\n{"name":"APIStatusError","message":"x"}', 10],
    ["not, since the body tells enough", '{"error":{"message":"x","code":"invalid_request"}}', 10],
  ])("is bad usage to leave out where only it could tell: %s", async (_which, input, code) => {
    expect((await runCommand(["explain"], { input })).code).toBe(code);
    expect((await runCommand(["explain", "--json"], { input })).code).toBe(code);
  });

  it("is asked for by report, too, which is written all the same", async () => {
    const { code, out, error } = await runCommand(["report"], { input: '{"detail":"x"}' });
    expect([code, error]).toEqual([2, "note: The HTTP status is missing: give it as --status.\n"]);
    expect(out).toContain("## Support report");
    expect((await runCommand(["report", "--status", "503"], { input: '{"detail":"x"}' })).error).toBe("");
  });

  it("is not asked for where there was no response", async () => {
    const { out } = await runCommand(["explain"], { input: "curl: (2) Failed initialization" });
    expect(out).toContain("no response  unknown");
    expect(out).not.toContain(asked);
  });
});

it.each(["explain", "report"])("%s says what it needs where nothing is piped in", async (command) => {
  expect(await runCommand([command], { input: null })).toMatchObject({
    code: 2,
    error: "error: Nothing was piped in. Name a file, give the text itself, or pipe it in.\n",
  });
});
