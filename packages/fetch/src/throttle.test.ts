import { createThrottle, isCometError } from "@comet-triage/core";
import { describe, expect, it } from "vitest";
import { chat } from "../test/requests.ts";
import { stillRuntime } from "../test/still-runtime.ts";
import { attemptsOf, createFetch, type FetchOptions, verdictOf } from "./index.ts";

const url = "https://api.cometapi.com/v1/chat/completions";
const messages = "https://api.cometapi.com/v1/messages";
const invalidToken = '{"error":{"message":"Invalid token","type":"new_api_error","code":"invalid_token"}}';

/** A client of a gateway that revoked its key, and the requests that reached the gateway. */
function revoked(options: FetchOptions = {}) {
  const sent: string[] = [];
  const fetch = createFetch({
    runtime: stillRuntime(),
    ...options,
    fetch: async (input) => {
      sent.push(String(input));
      return new Response(invalidToken, { status: 401, headers: { "content-type": "application/json" } });
    },
  });
  return { fetch, sent };
}

describe("a call that would fail like two others before it", () => {
  it("is not sent, and ends in their failure", async () => {
    const { fetch, sent } = revoked();
    await fetch(url, chat);
    await fetch(url, chat);
    const response = await fetch(url, chat);
    expect(sent).toHaveLength(2);
    expect([response.status, response.headers.get("x-comet-refused")]).toEqual([401, "circuit-open"]);
    expect(response.headers.get("x-should-retry")).toBe("false");
    expect((await response.json()).error).toMatchObject({
      message: expect.stringMatching(/^Not sent: other calls have just met this failure · The API key is/),
      code: "invalid_token",
    });
    expect(verdictOf(response)).toMatchObject({ ruleId: "invalid-token", refused: "circuit-open", retryAfterMs: 1000 });
    expect(attemptsOf(response)).toEqual([]);
  });

  it("is reported in the format of its route", async () => {
    const { fetch } = revoked();
    await fetch(url, chat);
    await fetch(messages, chat);
    expect(await (await fetch(messages, chat)).json()).toMatchObject({
      type: "error",
      error: { type: "new_api_error" },
    });
  });

  it("throws a CometError that says so if throwOnError is set", async () => {
    const { fetch } = revoked({ throwOnError: true });
    const errors: unknown[] = [];
    for (let count = 0; count < 3; count++) errors.push(await fetch(url, chat).catch((error: unknown) => error));
    expect(errors.map(isCometError)).toEqual([true, true, true]);
    expect(String(errors[2])).toContain(
      "401 The API key is missing, malformed or invalid. [invalid-token], not sent (circuit-open)",
    );
  });

  it("is not sent if the option throttle is undefined, which means the default", async () => {
    const { fetch, sent } = revoked({ throttle: undefined });
    for (let count = 0; count < 3; count++) await fetch(url, { ...chat, triage: { throttle: undefined } });
    expect(sent).toHaveLength(2);
  });

  it("is sent if it has another key, if there is no throttle, and if the call turns it off", async () => {
    const { fetch, sent } = revoked();
    const own = { ...chat, headers: { authorization: "Bearer sk-other" } };
    for (let count = 0; count < 3; count++) await fetch(url, chat);
    await fetch(url, own);
    await fetch(url, { ...chat, triage: { throttle: false } });
    expect(sent).toHaveLength(4);
    const without = revoked({ throttle: false });
    for (let count = 0; count < 3; count++) await without.fetch(url, chat);
    expect(without.sent).toHaveLength(3);
  });

  it("may come from any client that shares the throttle", async () => {
    const throttle = createThrottle();
    const [one, other] = [revoked({ throttle }), revoked({ throttle })];
    await one.fetch(url, chat);
    await one.fetch(url, chat);
    expect(verdictOf(await other.fetch(url, chat))).toMatchObject({ refused: "circuit-open" });
    expect(other.sent).toEqual([]);
  });
});

it("waits for a place only until its own signal aborts", async () => {
  const throttle = createThrottle({ maxConcurrency: 1 });
  let answer = (_: Response) => {};
  const held = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  let sent = 0;
  const fetch = createFetch({
    throttle,
    fetch: async () => {
      sent++;
      return (await held).clone();
    },
  });
  const first = fetch(url, chat);
  const controller = new AbortController();
  const second = fetch(url, { ...chat, signal: controller.signal });
  controller.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  const third = fetch(url, chat);
  answer(Response.json({ id: "chatcmpl-1", choices: [] }));
  expect([(await first).status, (await third).status, sent]).toEqual([200, 200, 2]);
  expect(throttle.snapshot()).toMatchObject([{ inFlight: 0, queued: 0 }]);
});
