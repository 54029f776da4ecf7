import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunEvent } from "../contract/run-events.ts";
import { type RunningLab, serveLab } from "./serve-lab.ts";

let lab: RunningLab;
beforeAll(async () => {
  lab = await serveLab({ port: 0, key: "sk-very-secret", timeout: 60_000 });
});
afterAll(() => lab.close());

const ask = (path: string, init?: RequestInit) => fetch(new URL(path, lab.url), init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(lab.url).origin, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** `fetch` sets `Host` itself. */
async function statusAs(host: string): Promise<number | undefined> {
  const sent = request(new URL("/api/lab", lab.url), { headers: { host } }).end();
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

async function eventsOf(body: object): Promise<RunEvent[]> {
  const text = await (await post("/api/runs", body)).text();
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, data = ""]) => JSON.parse(data));
}

describe("the guard", () => {
  it("answers under the names of this machine", async () => {
    const { port } = new URL(lab.url);
    for (const name of ["localhost", "127.0.0.1", "[::1]"]) expect(await statusAs(`${name}:${port}`)).toBe(200);
  });

  it.each(["evil.example", "localhost.evil.example", "192.168.1.2"])("does not answer as %s", async (host) => {
    expect(await statusAs(host)).toBe(421);
  });

  it.each(["https://evil.example", "null", "http://localhost:1"])("does no work for a page of %s", async (origin) => {
    expect((await post("/api/runs", { scenario: "platform-500", adapter: "fetch" }, { origin })).status).toBe(403);
    expect((await ask("/api/lab", { headers: { origin } })).status).toBe(403);
  });

  it("does no work for a request that does not say which page it comes from", async () => {
    expect((await ask("/api/runs", { method: "POST", body: "{}" })).status).toBe(403);
  });

  it("shows the key to nobody", async () => {
    for (const path of ["/", "/api/lab", "/v1/models"])
      expect(await (await ask(path)).text()).not.toContain("sk-very-");
  });
});

describe("the page", () => {
  it.each(["/", "/provoke/html-200?adapter=edge", "/explain", "/rules/rate-limited"])(
    "is there at %s",
    async (path) => {
      const response = await ask(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("<title>comet-triage lab</title>");
    },
  );

  it("may load and call only the lab, and runs nothing inline", async () => {
    const response = await ask("/");
    const policy = response.headers.get("content-security-policy");
    expect(policy?.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await response.text()).not.toMatch(/<script(?![^>]* src=)|<style|style=|<[^>]* on\w+=/);
  });

  it("answers 404 for a file that does not exist", async () => {
    expect((await ask("/assets/gone.js")).status).toBe(404);
  });
});

describe("a run", () => {
  it("reports what both clients do, in order", async () => {
    const events = await eventsOf({ scenario: "overloaded-503-twice", adapter: "fetch", peer: "ky" });
    const of = (name: string) => events.filter(({ client }) => client === name);
    expect(of("fetch").map(({ type }) => type)).toEqual([
      ...["sent", "answered", "judged", "sent", "answered", "judged", "sent", "answered", "judged", "ended"],
    ]);
    expect(of("fetch").at(-1)).toMatchObject({
      isOk: true,
      outcome: "ok after 2 retries",
      verdict: { ruleId: "service-unavailable" },
    });
    expect(of("ky").at(-1)).toMatchObject({ isOk: false, outcome: expect.stringMatching(/^threw HTTPError: /) });
    const times = of("fetch").map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it.each(["fetch", "axios", "edge"])("reports for %s the text of a stream, and that it broke", async (adapter) => {
    const events = await eventsOf({ scenario: "sse-reset", adapter });
    expect(events.flatMap((event) => (event.type === "text" ? [event.text] : []))).toEqual(["Hello", "!"]);
    expect(events.at(-1)).toMatchObject({
      type: "ended",
      isOk: false,
      outcome: "stream broke after 2 tokens",
      verdict: { ruleId: "connection-reset" },
    });
  });

  it("reports that openai takes a web page for an answer", async () => {
    const events = await eventsOf({ scenario: "html-200", adapter: "fetch", peer: "openai" });
    const ends = events.filter(({ type }) => type === "ended");
    expect(ends.find(({ client }) => client === "openai")).toMatchObject({ isOk: true });
    expect(ends.find(({ client }) => client === "fetch")).toMatchObject({
      outcome: "error 404, sent once",
      verdict: { ruleId: "path-html-page" },
    });
  });

  it("reports that the edge does not pass on a path that is not listed", async () => {
    const events = await eventsOf({ scenario: "html-200", adapter: "edge" });
    expect(events).toMatchObject([{ type: "ended", isOk: false, outcome: "refused by the edge: edge-path" }]);
  });

  it("asks the table about a job that failed", async () => {
    const events = await eventsOf({ scenario: "mj-banned-200", adapter: "fetch" });
    expect(events.at(-1)).toMatchObject({ isOk: false, verdict: { ruleId: "midjourney-banned-word" } });
  });

  it.each([
    ["no JSON", "{", 400, /expected object/],
    ["an adapter that is none", { scenario: "hang", adapter: "curl" }, 400, /at adapter/],
    ["a field too many", { scenario: "hang", adapter: "fetch", url: "http://x" }, 400, /"url"/],
    ["a scenario that is none", { scenario: "nope", adapter: "fetch" }, 404, /no scenario "nope"/],
  ])("is refused with a reason for %s", async (_, body, status, reason) => {
    const response = await post("/api/runs", body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error: string }).error).toMatch(reason);
  });
});

it("mounts the edge handler at /v1", async () => {
  const response = await ask("/v1/chat/completions", {
    method: "POST",
    headers: { "x-simulate": "invalid-request-500", "content-type": "application/json" },
    body: '{"model":"gpt-5-mini"}',
  });
  expect([response.status, response.headers.get("x-comet-rule")]).toEqual([500, "invalid-request-as-500"]);
});

it("without a key, sends nothing to the real gateway", async () => {
  const plain = await serveLab({ port: 0, key: "" });
  const { origin } = new URL(plain.url);
  const response = await fetch(`${origin}/api/runs`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ scenario: "platform-500", adapter: "fetch", live: true }),
  });
  expect(response.status).toBe(409);
  await plain.close();
});

it("says that a port is in use", async () => {
  const { port } = new URL(lab.url);
  await expect(serveLab({ port: Number(port), key: "" })).rejects.toThrow(
    `cannot listen on port ${port}: it is in use; choose another: npm start -- --port 0`,
  );
});
