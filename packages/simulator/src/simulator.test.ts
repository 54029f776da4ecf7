import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chatBody, key, post, type Subject, subjects } from "../test/harness.ts";
import { createSimulator } from "./simulator.ts";

const chat = "/v1/chat/completions";
const asked = (headers: Record<string, string>) => post(chatBody, headers);

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  beforeEach(() => subject.simulator.reset());
  afterAll(() => subject.close());

  const statuses = async (...inits: RequestInit[]) => {
    const seen: number[] = [];
    for (const init of inits) seen.push((await subject.ask(chat, init)).status);
    return seen;
  };

  describe("choosing a scenario", () => {
    const ways: [way: string, path: string, headers: Record<string, string>][] = [
      ["the header", chat, { "x-simulate": "waf-403" }],
      ["the query", `${chat}?simulate=waf-403`, {}],
      ["a Bearer key", chat, { authorization: "Bearer sk-sim-waf-403" }],
      ["a Bearer key with a session", chat, { authorization: "Bearer sk-sim-waf-403--mine" }],
      ["x-api-key", chat, { authorization: "", "x-api-key": "sk-sim-waf-403" }],
      ["x-goog-api-key", chat, { authorization: "", "x-goog-api-key": "sk-sim-waf-403" }],
      ["the header over the query", `${chat}?simulate=hang`, { "x-simulate": "waf-403" }],
      ["the query over the key", `${chat}?simulate=waf-403`, { authorization: "Bearer sk-sim-hang" }],
    ];
    it.each(ways)("listens to %s", async (_way, path, headers) => {
      expect((await subject.ask(path, asked(headers))).status).toBe(403);
    });

    it("needs no key and no valid body", async () => {
      const init = { method: "POST", headers: { "x-simulate": "platform-500" } };
      expect((await subject.ask("/anything", init)).status).toBe(500);
    });

    it("names the scenario that it does not know, and where the list is", async () => {
      const response = await subject.ask(chat, asked({ "x-simulate": "typo" }));
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: {
          message: 'Unknown scenario "typo". GET /_simulator/scenarios lists them.',
          type: "simulator_error",
          param: "",
          code: "unknown_scenario",
        },
      });
    });

    it("does not affect the web site, so that a followed redirect ends there", async () => {
      const response = await subject.ask("/website/x", { headers: { "x-simulate": "redirect-301" } });
      expect(response.status).toBe(200);
    });
  });

  describe("sequences", () => {
    const twice = { "x-simulate": "overloaded-503-twice" };

    it("play in order, then start over", async () => {
      const init = asked(twice);
      expect(await statuses(init, init, init, init)).toEqual([503, 503, 200, 503]);
    });

    const sessions: [
      way: string,
      path: (session: string) => string,
      headers: (session: string) => Record<string, string>,
    ][] = [
      ["the header", () => chat, (session) => ({ ...twice, "x-simulate-session": session })],
      ["the query", (session) => `${chat}?simulate-session=${session}`, () => twice],
      ["the key", () => chat, (session) => ({ authorization: `Bearer sk-sim-overloaded-503-twice--${session}` })],
    ];
    it.each(sessions)("are separate for each session in %s", async (_way, path, headers) => {
      const ask = async (session: string) => (await subject.ask(path(session), asked(headers(session)))).status;
      expect([await ask("a"), await ask("a"), await ask("b"), await ask("a"), await ask("b")]).toEqual([
        503, 503, 503, 200, 503,
      ]);
    });

    it("are separate for each scenario within one session", async () => {
      const session = { "x-simulate-session": "a" };
      const other = asked({ ...session, "x-simulate": "platform-500" });
      const init = asked({ ...session, ...twice });
      expect(await statuses(init, other, init, other, init)).toEqual([503, 500, 503, 200, 200]);
    });

    it("give each of many concurrent sessions its own place", async () => {
      subject.simulator.play("count", [{ body: "1" }, { body: "2" }, { body: "3" }, { body: "4" }]);
      const ask = async () => (await subject.ask(chat, asked({ "x-simulate": "count" }))).text();
      expect((await Promise.all([ask(), ask(), ask(), ask()])).toSorted()).toEqual(["1", "2", "3", "4"]);
    });
  });

  describe("ok", () => {
    it("answers the request that was made", async () => {
      subject.simulator.play("fine", [{ ok: true }]);
      const streamed = post({ ...chatBody, stream: true }, { "x-simulate": "fine" });
      expect((await subject.ask(chat, streamed)).headers.get("content-type")).toBe("text/event-stream");
      expect((await subject.ask("/v1/messages", asked({ "x-simulate": "fine" }))).status).toBe(200);
      expect((await subject.ask("/v1/nowhere", asked({ "x-simulate": "fine" }))).status).toBe(301);
    });

    it("lets other fields override the healthy answer", async () => {
      subject.simulator.play("fine", [{ ok: true, status: 202, headers: { "X-Extra": "1" } }]);
      const response = await subject.ask(chat, asked({ "x-simulate": "fine" }));
      expect(response.status).toBe(202);
      expect(response.headers.get("x-extra")).toBe("1");
      expect(await response.json()).toMatchObject({ object: "chat.completion" });
    });
  });

  describe("play", () => {
    it("replaces a script and starts it over", async () => {
      const init = asked({ "x-simulate": "mine" });
      subject.simulator.play("mine", [{ status: 500 }, { status: 501 }]);
      expect(await statuses(init)).toEqual([500]);
      subject.simulator.play("mine", [{ status: 502 }, { status: 503 }]);
      expect(await statuses(init, init)).toEqual([502, 503]);
    });

    it("may replace a scenario of the catalogue until reset", async () => {
      const init = asked({ "x-simulate": "waf-403" });
      subject.simulator.play("waf-403", [{ status: 418 }]);
      expect(await statuses(init)).toEqual([418]);
      subject.simulator.reset();
      expect(await statuses(init)).toEqual([403]);
    });

    it("refuses a wrong reply and names its field", () => {
      expect(() => subject.simulator.play("mine", [{ status: 42 }])).toThrow(/^Invalid script: replies\[0\]\.status: /);
    });

    it.each([
      ["nothing at all", {}, 200, "", null],
      ["text", { body: "hi" }, 200, "hi", "text/plain; charset=utf-8"],
      ["JSON", { status: 500, body: { a: [1, null] } }, 500, '{"a":[1,null]}', "application/json; charset=utf-8"],
      ["null as JSON", { body: null }, 200, "null", "application/json; charset=utf-8"],
      ["JSON of another type", { body: [1], headers: { "Content-Type": "a/b" } }, 200, "[1]", "a/b"],
      ["chunks", { chunks: ["a", "b"] }, 200, "ab", "text/event-stream"],
      ["no chunk", { chunks: [] }, 200, "", "text/event-stream"],
      ["chunks again and again", { chunks: ["a", "b"], repeat: 3 }, 200, "ababab", "text/event-stream"],
      ["a status that has no body", { status: 204, body: "x" }, 204, "", "text/plain; charset=utf-8"],
    ] as const)("sends %s", async (_what, reply, status, text, type) => {
      subject.simulator.play("mine", [reply]);
      const response = await subject.ask(chat, asked({ "x-simulate": "mine" }));
      expect([response.status, await response.text(), response.headers.get("content-type")]).toEqual([
        status,
        text,
        type,
      ]);
    });

    it("fills placeholders with the values of its own answer", async () => {
      subject.simulator.play("mine", [
        { body: { id: "{{requestId}}", path: "{{path}}" }, headers: { "x-id": "{{requestId}}" } },
      ]);
      const response = await subject.ask(chat, asked({ "x-simulate": "mine" }));
      const id = response.headers.get("x-oneapi-request-id");
      expect(await response.json()).toEqual({ id, path: chat });
      expect(response.headers.get("x-id")).toBe(id);
    });
  });

  describe("/_simulator", () => {
    const register = (script: unknown) => subject.ask("/_simulator/scripts", post(script));

    it("lists the catalogue and the registered scripts", async () => {
      subject.simulator.play("mine", [{}]);
      const list = await (await subject.ask("/_simulator/scenarios")).json();
      expect(list).toMatchObject({
        scenarios: expect.arrayContaining([expect.objectContaining({ name: "waf-403", section: "forbidden" })]),
        scripts: ["mine"],
      });
    });

    it("registers a script", async () => {
      const response = await register({ name: "mine", replies: [{ status: 418 }, { ok: true }] });
      expect(response.status).toBe(201);
      expect(await response.json()).toEqual({ name: "mine", replies: 2 });
      const init = asked({ "x-simulate": "mine" });
      expect(await statuses(init, init)).toEqual([418, 200]);
    });

    it.each([
      ["a bad status", { name: "mine", replies: [{ status: "500" }] }, "replies[0].status: "],
      ["a bad name", { name: "not a name", replies: [{}] }, "name: "],
      ["no JSON", "{", "the body is not JSON"],
    ])("refuses %s and says where", async (_what, script, message) => {
      const response = await register(script);
      expect(response.status).toBe(400);
      const { error } = (await response.json()) as { error: { message: string; code: string } };
      expect(error.code).toBe("invalid_script");
      expect(error.message).toContain(message);
    });

    it("shows the requests", async () => {
      await subject.ask(chat, asked({ "x-simulate": "waf-403" }));
      const { requests } = (await (await subject.ask("/_simulator/requests")).json()) as { requests: unknown[] };
      expect(requests).toMatchObject([{ method: "POST", path: chat, scenario: "waf-403" }]);
    });

    it("resets", async () => {
      subject.simulator.play("mine", [{}]);
      await subject.ask(chat, asked({}));
      expect((await subject.ask("/_simulator", { method: "DELETE" })).status).toBe(204);
      expect(subject.simulator.requests).toEqual([]);
      expect((await subject.ask(chat, asked({ "x-simulate": "mine" }))).status).toBe(400);
    });

    it("answers anything else with 404", async () => {
      expect((await subject.ask("/_simulator/nope")).status).toBe(404);
    });
  });

  describe("requests", () => {
    it("keep what was sent, in order", async () => {
      await subject.ask(`${chat}?a=1`, asked({ "x-simulate": "waf-403", "x-simulate-session": "s" }));
      const response = await subject.ask("/v1/models", { headers: key });
      expect(subject.simulator.requests).toMatchObject([
        {
          method: "POST",
          path: chat,
          query: { a: "1" },
          headers: { authorization: "Bearer sk-test", "content-type": "application/json" },
          body: JSON.stringify(chatBody),
          timestamp: expect.any(Number),
          scenario: "waf-403",
          session: "s",
        },
        {
          method: "GET",
          path: "/v1/models",
          query: {},
          body: "",
          requestId: response.headers.get("x-oneapi-request-id"),
          scenario: undefined,
          session: undefined,
        },
      ]);
    });

    it("keep the first 65 536 characters of a body", async () => {
      await subject.ask(chat, post({ ...chatBody, pad: "x".repeat(200_000) }));
      expect(subject.simulator.requests[0]?.body).toHaveLength(65_536);
    });

    it("contain only the last 10 000", async () => {
      const simulator = createSimulator();
      for (let index = 0; index < 10_002; index += 1) {
        await simulator.fetch(new Request(`http://simulator.invalid/website?${index}`));
      }
      expect(simulator.requests).toHaveLength(10_000);
      expect(simulator.requests[0]?.query).toEqual({ 2: "" });
    });

    it("are not kept with log: false", async () => {
      const simulator = createSimulator({ log: false });
      await simulator.fetch(new Request("http://simulator.invalid/v1/models", { headers: key }));
      expect(simulator.requests).toEqual([]);
    });
  });
});

it("takes the time from the clock it is given", async () => {
  const simulator = createSimulator({ now: () => Date.UTC(2026, 0, 1) });
  const response = await simulator.fetch(
    new Request(`http://simulator.invalid${chat}`, asked({ "x-simulate": "retry-after-date" })),
  );
  expect(response.headers.get("retry-after")).toBe("Thu, 01 Jan 2026 00:00:02 GMT");
  expect(response.headers.get("x-oneapi-request-id")).toMatch(/^20260101080000000/);
  expect(simulator.requests[0]?.timestamp).toBe(1_767_225_600_000);
});

it.each([0, -1, 1.5, Number.NaN])("refuses maxBodyBytes %d", (maxBodyBytes) => {
  expect(() => createSimulator({ maxBodyBytes })).toThrow(
    new RangeError(`maxBodyBytes is ${maxBodyBytes}; it must be an integer from 1.`),
  );
});
