import { describe, expect, it } from "vitest";
import { runCommand } from "../../test/run-command.ts";

const call = (url: string, status: number, body = "") => ({
  request: { method: "POST", url, headers: [] },
  response: { status, headers: [], content: { text: body } },
});
const har = (...entries: unknown[]) => JSON.stringify({ log: { entries } });

const comet = "https://api.cometapi.com/v1/chat/completions";
const proxy = "https://proxy.example/v1/chat/completions";
const icon = "https://www.example.com/favicon.ico";

const busy = '{"error":{"message":"slow down","code":""}}';
const input = har(call(comet, 429, busy), call(icon, 404));

describe("a HAR of a page that also calls other hosts", () => {
  it("is explained by the gateway's failures, the others only listed", async () => {
    const { out, code } = await runCommand(["explain"], { input });
    expect(out).toMatch(/^429 {2}rate_limit {2}retry {2}POST https:\/\/api\.cometapi\.com\/v1\/chat\/completions\n/);
    expect(out).toMatch(/\n\n404 {2}not a call to the gateway {2}POST https:\/\/www\.example\.com\/favicon\.ico\n$/);
    expect(code).toBe(20);
  });

  it("is explained in the same way as JSON", async () => {
    const { out, code } = await runCommand(["explain", "--json"], { input });
    expect(JSON.parse(out)).toMatchObject([
      { verdict: { status: 429 } },
      { verdict: { status: 404 }, isForeign: true },
    ]);
    expect(JSON.parse(out)[0]).not.toHaveProperty("isForeign");
    expect(code).toBe(20);
  });

  it("has no failure to explain if the gateway answered", async () => {
    expect(await runCommand(["explain"], { input: har(call(comet, 200, '{"id":"x"}'), call(icon, 404)) })).toEqual({
      code: 0,
      out: `No call to the gateway failed.\n\n404  not a call to the gateway  POST ${icon}\n`,
      error: "",
    });
  });

  it("is explained by a documented path that failed elsewhere, if the gateway answered", async () => {
    const input = har(call(comet, 200, '{"id":"x"}'), call(proxy, 401), call(icon, 503));
    const { out, code } = await runCommand(["explain"], { input });
    expect(out.match(/^\d+ {2}.*/gm)).toEqual([
      `401  auth  do not retry  POST ${proxy}`,
      `503  not a call to the gateway  POST ${icon}`,
    ]);
    expect(code).toBe(10);
  });

  it("is reported by the gateway's last failure, or the one that is asked for", async () => {
    const { out, code } = await runCommand(["report"], { input });
    expect(out).toContain("**HTTP status:** 429");
    expect(code).toBe(20);
    expect((await runCommand(["report", "--entry", "2"], { input })).out).toContain("**HTTP status:** 404");
  });

  it("has nothing to report if the gateway answered", async () => {
    expect(await runCommand(["report"], { input: har(call(comet, 200, '{"id":"x"}'), call(icon, 404)) })).toEqual({
      code: 2,
      out: "",
      error: "error: No call to the gateway failed in it. --entry picks one of its other failures.\n",
    });
  });

  it.each<[which: string, urls: readonly string[], code: number, env?: Readonly<Record<string, string>>]>([
    ["a documented path of any host counts for the gateway", [proxy, icon], 20],
    ["so does every other path of that host", [proxy, "https://proxy.example/v1/chat/completion"], 10],
    [
      "a base URL from the environment counts",
      ["https://mine.example/x", proxy],
      20,
      { COMETAPI_BASE_URL: "https://mine.example/v1" },
    ],
    ["the gateway's own calls outrank a documented path", [comet, proxy], 20],
    ["every call counts if there is no other clue", ["https://mine.example/x", icon], 10],
  ])("%s", async (_which, [first = "", second = ""], code, env = {}) => {
    const calls = har(call(first, 503), call(second, 404));
    expect((await runCommand(["explain"], { input: calls, env })).code).toBe(code);
  });
});

it("takes log lines without a host for the gateway's", async () => {
  const input = `POST /v1/chat/completions status=503\nGET ${icon} status=404\nstatus=503`;
  const { out, code } = await runCommand(["explain"], { input });
  expect(out.match(/not a call to the gateway/g)).toHaveLength(1);
  expect(code).toBe(20);
});

it("takes no referrer for the host of a call", async () => {
  const served = '10.0.0.1 - - "POST /v1/chat/completions HTTP/1.1" 429 120 "https://app.example.com/page" "x"';
  const input = `HTTP Request: POST ${comet} "HTTP/1.1 200 OK"\n${served}`;
  const { out, code } = await runCommand(["explain"], { input });
  expect(out).toMatch(/^429 {2}rate_limit {2}retry {2}POST \/v1\/chat\/completions\n/);
  expect(code).toBe(20);
});

it("takes no address that a message mentions for the host of a call", async () => {
  const said = "You exceeded your current quota: https://platform.openai.com/docs/guides/error-codes";
  const body = `{"error":{"message":"${said}","code":"insufficient_quota"}}`;
  for (const line of [`Error code: 429 - ${body}`, `POST /v1/chat/completions 429 ${body}`]) {
    const input = `HTTP Request: POST ${comet} "HTTP/1.1 429 Too Many Requests"\n${line}`;
    expect((await runCommand(["explain"], { input })).code).toBe(10);
  }
});
