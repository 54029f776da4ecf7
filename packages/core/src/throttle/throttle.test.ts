import { describe, expect, it } from "vitest";
import { limited, limitedFor, revoked, throttled, verdictOf } from "../../test/throttled.ts";
import { createThrottle } from "./create-throttle.ts";

describe("a throttle without trouble", () => {
  it("sends calls at once and remembers nothing", () => {
    const { begin, throttle } = throttled();
    const { call } = begin();
    expect(call.enter()).toBeUndefined();
    call.succeed();
    call.leave();
    expect(throttle.snapshot()).toEqual([]);
  });

  it("remembers nothing of a failure that only concerns its own request", async () => {
    const { fail, throttle } = throttled();
    await fail(verdictOf(400));
    expect(throttle.snapshot()).toEqual([]);
  });

  it("does not read the request before it has to", () => {
    const throttle = createThrottle();
    const unasked = () => {
      throw new Error("asked");
    };
    const { time } = throttled();
    const call = throttle.join(unasked, { runtime: time, maxRetryAfter: 0 });
    expect(call.enter()).toBeUndefined();
    call.succeed();
    call.leave();
  });
});

describe("a refusal for too many requests", () => {
  it("slows nothing down if the call is alone", async () => {
    const { fail, enter, throttle } = throttled();
    const { call } = await fail(limited);
    expect(call.resend(700, limited)).toBe(700);
    call.leave();
    expect((await enter()).entered).toBe("sent");
    expect(throttle.snapshot()).toMatchObject([{ state: "watching", inFlight: 1 }]);
  });

  it("lets calls go one by one from then on, the first 50 ms later", async () => {
    const { fail, enter, time, types } = throttled();
    await enter();
    await fail(limited);
    const [first, second] = [await enter(), await enter()];
    await time.pass(49);
    expect([first.entered, second.entered]).toEqual(["waiting", "waiting"]);
    await time.pass(1);
    expect([first.entered, second.entered]).toEqual(["sent", "waiting"]);
    first.call.succeed();
    await time.pass(50);
    expect(second.entered).toBe("sent");
    expect(types()).toEqual(["slow", "queue", "queue", "release", "release"]);
  });

  it("does not affect those sent before it", async () => {
    const { fail, enter, time, throttle, types } = throttled();
    const burst = [await enter(), await enter(), await enter()];
    await fail(limited);
    await time.pass(5);
    for (const { call } of burst) call.fail(limited);
    expect(types()).toEqual(["slow"]);
    expect(throttle.snapshot()).toMatchObject([{ state: "pacing", rate: 20, rules: { "rate-limited": 4 } }]);
  });

  it("holds all calls until 100 ms after the last refusal of those sent before it", async () => {
    const { fail, enter, time } = throttled();
    const burst = [await enter(), await enter()];
    await fail(limited);
    const waiting = await enter();
    for (const { call } of burst) {
      await time.pass(40);
      call.fail(limited);
    }
    await time.pass(99);
    expect(waiting.entered).toBe("waiting");
    await time.pass(1);
    expect(waiting.entered).toBe("sent");
  });

  it("halves the requests that may be in flight", async () => {
    const { fail, enter, throttle } = throttled();
    for (let count = 0; count < 9; count++) await enter();
    await fail(limited);
    expect(throttle.snapshot()).toMatchObject([{ concurrency: 5, inFlight: 0 }]);
  });

  it("is forgotten after ten calm seconds", async () => {
    const { fail, enter, time, throttle } = throttled();
    const other = await enter();
    await fail(limited);
    other.call.leave();
    await time.pass(9_999);
    expect(throttle.snapshot()).toMatchObject([{ state: "pacing" }]);
    await time.pass(1);
    expect(throttle.snapshot()).toMatchObject([{ state: "idle", rate: undefined, concurrency: undefined }]);
  });

  it("lets refused calls go before those that came later, without a wait of their own", async () => {
    const { fail, enter, time } = throttled();
    await enter();
    await fail(limited);
    const [first, second, third] = [await enter(), await enter(), await enter()];
    await time.pass(50);
    first.call.succeed();
    await time.pass(50);
    expect(second.entered).toBe("sent");
    second.call.fail(limited);
    expect(second.call.resend(700, limited)).toBe(0);
    await second.enter();
    const late = await enter();
    await time.pass(100);
    expect([second.entered, third.entered, late.entered]).toEqual(["sent", "waiting", "waiting"]);
  });
});

describe("Retry-After", () => {
  it("pauses every caller of the key", async () => {
    const { fail, enter, time, types, throttle } = throttled();
    await enter();
    await fail(limitedFor(2));
    const waiting = await enter();
    expect(throttle.snapshot()).toMatchObject([{ state: "paused", queued: 1 }]);
    await time.pass(2_049);
    expect(waiting.entered).toBe("waiting");
    await time.pass(1);
    expect(waiting.entered).toBe("sent");
    expect(types()).toEqual(["pause", "slow", "queue", "release"]);
  });

  it("pauses the next call of a lone caller", async () => {
    const { fail, enter, time } = throttled();
    const { call } = await fail(limitedFor(2));
    call.leave();
    const next = await enter();
    await time.pass(1_999);
    expect(next.entered).toBe("waiting");
    await time.pass(1);
    expect(next.entered).toBe("sent");
  });

  it("is not added up within a burst", async () => {
    const { fail, enter, time, events } = throttled();
    const burst = [await enter(), await enter()];
    await fail(limitedFor(2));
    await time.pass(500);
    for (const { call } of burst) call.fail(limitedFor(2));
    expect(events.filter(({ type }) => type === "pause")).toMatchObject([{ waitMs: 2000 }]);
    const next = await enter();
    await time.pass(1_550);
    expect(next.entered).toBe("sent");
  });

  it("slows the pace, but pauses nobody, while others succeed", async () => {
    const { fail, enter, time, throttle } = throttled();
    await enter();
    await fail(limited);
    const [first, second] = [await enter(), await enter()];
    await time.pass(100);
    first.call.succeed();
    second.call.fail(limitedFor(5));
    expect(second.call.resend(5000, limitedFor(5))).toBe(5000);
    expect(throttle.snapshot()).toMatchObject([{ state: "pacing" }]);
  });

  it("refuses a call that would not wait that long", async () => {
    const { fail, enter } = throttled();
    await fail(limitedFor(20));
    expect((await enter({}, 10_000)).entered).toBe("circuit-open");
    expect((await enter({}, 20_000)).entered).toBe("waiting");
  });

  it("beyond two minutes refuses calls instead, once two have met it", async () => {
    const { fail, enter, time } = throttled();
    await fail(limitedFor(3600));
    await fail(limitedFor(3600));
    expect((await enter()).entered).toBe("circuit-open");
    await time.pass(120_000);
    expect((await enter()).entered).toBe("sent");
  });
});

describe("failures that do not ask to slow down", () => {
  it("are only watched while most calls succeed", async () => {
    const { fail, enter, throttle } = throttled();
    await enter();
    for (let count = 0; count < 20; count++) {
      await fail(verdictOf(503));
      (await enter()).call.succeed();
      (await enter()).call.succeed();
    }
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("are only watched while most calls succeed, including those sent before the first failure", async () => {
    const { enter, throttle } = throttled();
    const [first, ...burst] = await Promise.all(Array.from({ length: 20 }, () => enter()));
    first?.call.fail(verdictOf(503));
    for (const { call } of burst.slice(5)) call.succeed();
    for (const { call } of burst.slice(0, 5)) call.fail(verdictOf(503));
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("slow calls down once there are five, and more than successes", async () => {
    const { fail, enter, throttle } = throttled();
    await enter();
    for (let count = 0; count < 4; count++) await fail(verdictOf(503));
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
    await fail(verdictOf(503));
    expect(throttle.snapshot()).toMatchObject([{ state: "pacing" }]);
  });
});

describe("a failure that would affect every caller", () => {
  it("is met by two calls, and then reported to the others at once", async () => {
    const { fail, enter, types } = throttled();
    await fail(revoked);
    await fail(revoked);
    expect((await enter()).entered).toBe("circuit-open");
    expect(types()).toEqual(["open", "refuse"]);
  });

  it("is reported with its verdict, and when to try again", async () => {
    const { fail, begin } = throttled();
    await fail(revoked);
    await fail(revoked);
    expect(await begin().call.enter()).toMatchObject({
      ruleId: revoked.ruleId,
      refused: "circuit-open",
      retryAfterMs: 1000,
    });
  });

  it("counts once for a call that meets it twice, which is never refused itself", async () => {
    const { fail, enter } = throttled();
    const twice = await fail(revoked);
    for (let count = 0; count < 3; count++) {
      expect(await twice.enter()).toBe("sent");
      twice.call.fail(revoked);
    }
    expect((await enter()).entered).toBe("sent");
  });

  it("does not count if a call succeeded in between, or if it was long ago", async () => {
    const { fail, enter, time } = throttled();
    await fail(revoked);
    (await enter()).call.succeed();
    await fail(revoked);
    await time.pass(10_001);
    await fail(revoked);
    expect((await enter()).entered).toBe("sent");
  });

  it("lets one probe through after a second, which closes the breaker", async () => {
    const { fail, enter, time, types } = throttled();
    await fail(revoked);
    await fail(revoked);
    await time.pass(999);
    expect((await enter()).entered).toBe("circuit-open");
    await time.pass(1);
    const probe = await enter();
    expect(probe.entered).toBe("sent");
    expect((await enter()).entered).toBe("circuit-open");
    probe.call.succeed();
    expect((await enter()).entered).toBe("sent");
    expect(types()).toEqual(["open", "refuse", "refuse", "close"]);
  });

  it("doubles the time with each probe that fails, up to half a minute", async () => {
    const { fail, time, events } = throttled();
    await fail(revoked);
    for (let count = 0; count < 8; count++) {
      await fail(revoked);
      await time.pass(30_000);
    }
    expect(events.map(({ waitMs }) => waitMs)).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it("lets another probe through if one was aborted", async () => {
    const { fail, enter, time } = throttled();
    await fail(revoked);
    await fail(revoked);
    await time.pass(1000);
    (await enter()).call.leave();
    expect((await enter()).entered).toBe("sent");
  });

  it.each([
    ["the request's own failure", verdictOf(400)],
    ["a server that is busy", verdictOf(503)],
    ["a limit", limited],
    ["its caller's abort", verdictOf({ error: new DOMException("This operation was aborted", "AbortError") })],
  ])("lets another probe through if one met %s", async (_, met) => {
    const { fail, enter, time } = throttled();
    await fail(revoked);
    await fail(revoked);
    await time.pass(1000);
    const probe = await enter();
    expect((await enter()).entered).toBe("circuit-open");
    probe.call.fail(met);
    probe.call.leave();
    await time.pass(1000);
    expect([(await enter()).entered, (await enter()).entered]).toEqual(["sent", "circuit-open"]);
  });

  it("is over after a probe that is retried and succeeds", async () => {
    const { fail, enter, time, types } = throttled();
    await fail(revoked);
    await fail(revoked);
    await time.pass(1000);
    const probe = await enter();
    probe.call.fail(verdictOf(500));
    expect(await probe.enter()).toBe("sent");
    expect((await enter()).entered).toBe("circuit-open");
    probe.call.succeed();
    expect((await enter()).entered).toBe("sent");
    expect(types().filter((type) => type !== "refuse")).toEqual(["open", "close"]);
  });

  it("refuses those who wait for their turn", async () => {
    const { enter, time } = throttled({ maxConcurrency: 2 });
    const gone = verdictOf({ status: 503, body: '{"error":{"code":"model_not_found","message":"no channel"}}' });
    expect([gone.scope, gone.retry]).toEqual(["model", "no"]);
    const calls = [await enter(), await enter(), await enter(), await enter(), await enter()];
    calls[0]?.call.fail(gone);
    await time.pass(0);
    expect(calls.map(({ entered }) => entered)).toEqual(["sent", "sent", "sent", "waiting", "waiting"]);
    calls[1]?.call.fail(gone);
    await time.pass(0);
    expect(calls.map(({ entered }) => entered)).toEqual(["sent", "sent", "sent", "circuit-open", "circuit-open"]);
  });
});

describe("trouble is shared with", () => {
  const other = { model: "m-2" };

  it("calls of the model for a rate limit", async () => {
    const { fail, enter } = throttled();
    await fail(limitedFor(9));
    expect((await enter()).entered).toBe("waiting");
    expect((await enter(other)).entered).toBe("sent");
  });

  it("calls of the route for a server's failure", async () => {
    const { fail, enter } = throttled();
    await fail(verdictOf({ status: 500, headers: { "retry-after": "9" } }));
    expect((await enter(other)).entered).toBe("waiting");
    expect((await enter({ url: "https://api.cometapi.com/v1/embeddings" })).entered).toBe("sent");
  });

  it("calls of the credential for a revoked key", async () => {
    const { fail, enter } = throttled();
    await fail(revoked);
    await fail(revoked, other);
    expect((await enter({ url: "https://api.cometapi.com/v1/embeddings" })).entered).toBe("circuit-open");
  });

  it("no other tenant and no other gateway", async () => {
    const { fail, enter, throttle } = throttled();
    for (const verdict of [limitedFor(9), revoked, revoked]) await fail(verdict);
    expect((await enter({ credential: "two" })).entered).toBe("sent");
    expect((await enter({ url: "https://example.com/v1/chat/completions" })).entered).toBe("sent");
    expect(JSON.stringify(throttle.snapshot())).not.toContain("one");
  });

  it("nobody for a path that is wrong: others may be right", async () => {
    const { fail, enter } = throttled();
    const lost = verdictOf({ status: 404, body: "404 page not found" });
    expect(lost.scope).toBe("route");
    await fail(lost);
    await fail(lost);
    expect((await enter()).entered).toBe("sent");
  });

  it("nobody for a 403 that the server wants no retry of: the next request may be allowed", async () => {
    const { fail, enter } = throttled();
    const refused = verdictOf({ status: 403, headers: { "x-should-retry": "false" }, body: "{}" });
    expect(refused).toMatchObject({ scope: "credential", retry: "no" });
    await fail(refused);
    await fail(refused);
    expect((await enter()).entered).toBe("sent");
  });

  it("whom `key` says", async () => {
    const { fail, enter } = throttled({ key: () => ({ model: "all", credential: "all" }) });
    await fail(limitedFor(9));
    expect((await enter({ model: "m-2", credential: "two" })).entered).toBe("waiting");
  });
});

it("takes only one place for a call whose key has no route", async () => {
  const { fail, enter } = throttled({ maxConcurrency: 1, key: () => ({ route: "", model: "" }) });
  const { call } = await fail(verdictOf(500));
  call.leave();
  expect((await enter()).entered).toBe("sent");
});

describe("maxConcurrency", () => {
  it("applies from the start, in order of arrival", async () => {
    const { enter, time } = throttled({ maxConcurrency: 2 });
    const calls = [await enter(), await enter(), await enter(), await enter()];
    expect(calls.map(({ entered }) => entered)).toEqual(["sent", "sent", "waiting", "waiting"]);
    calls[1]?.call.succeed();
    await time.pass(0);
    expect(calls.map(({ entered }) => entered)).toEqual(["sent", "sent", "sent", "waiting"]);
  });

  it("gives the place of a call that is aborted to the next at once", async () => {
    const { enter, time } = throttled({ maxConcurrency: 1 });
    const [sent, impatient, next] = [await enter(), await enter(), await enter()];
    impatient.call.leave();
    sent.call.leave();
    await time.pass(0);
    expect(next.entered).toBe("sent");
    next.call.leave();
    next.call.leave();
    expect((await enter()).entered).toBe("sent");
  });

  it("gives back a place that was offered and not taken", async () => {
    const { begin, enter, time, types } = throttled({ maxConcurrency: 1 });
    const sent = await enter();
    const gone = begin();
    const turn = gone.call.enter();
    sent.call.succeed();
    gone.call.leave();
    await turn;
    await time.pass(0);
    expect(types()).toEqual(["queue"]);
    expect((await enter()).entered).toBe("sent");
  });
});

describe("a throttle whose queue is full", () => {
  /** How a call is refused that is no server's fault. */
  const crowded = {
    refused: "queue-full",
    status: 429,
    category: "rate_limit",
    retryable: true,
    reason: "Too many calls at a time; no failure made them wait.",
    action: "Send fewer at a time, or raise maxQueue.",
  };

  it("refuses calls with the failure that all wait for", async () => {
    const { fail, enter, begin } = throttled({ maxQueue: 1 });
    await fail(limitedFor(9));
    expect((await enter()).entered).toBe("waiting");
    const { reason, action } = limitedFor(9);
    expect(await begin().call.enter()).toMatchObject({ refused: "queue-full", status: 429, reason, action });
  });

  it("says that nothing failed, if so", async () => {
    const { enter, begin } = throttled({ maxConcurrency: 1, maxQueue: 1 });
    await enter();
    await enter();
    expect(await begin().call.enter()).toMatchObject(crowded);
  });

  it.each([
    ["a revoked key", revoked],
    ["a broken server", verdictOf(500)],
  ])("does not blame a failure that holds nobody up: %s", async (_, verdict) => {
    const { fail, enter, begin } = throttled({ maxConcurrency: 1, maxQueue: 0 });
    await fail(verdict);
    await enter();
    expect(await begin().call.enter()).toMatchObject(crowded);
  });

  it("blames the failure that calls are paced for", async () => {
    const { fail, enter, begin } = throttled({ maxQueue: 2 });
    await enter();
    await fail(limited);
    await enter();
    await enter();
    const { reason, action } = limited;
    expect(await begin().call.enter()).toMatchObject({ refused: "queue-full", status: 429, reason, action });
  });
});

it("limits retries by the budget if pacing is off, and successes restore it", async () => {
  const { fail, enter } = throttled({ pacing: false, retryBudget: 2 });
  await enter();
  const calls = [await fail(limited), await fail(limited), await fail(limited)];
  expect(calls.map(({ call }) => call.resend(500, limited))).toEqual([500, 500, undefined]);
  await calls[0]?.enter();
  calls[0]?.call.succeed();
  expect(calls[2]?.call.resend(500, limited)).toBe(500);
});

it("draws no conclusion from a canceled call", async () => {
  const { fail, enter, time } = throttled({ maxConcurrency: 1 });
  const canceled = verdictOf({ error: new DOMException("This operation was aborted", "AbortError") });
  await fail(canceled);
  await time.pass(0);
  expect((await enter()).entered).toBe("sent");
});

it("informs observers, and is not affected by what they throw", async () => {
  const { time, throttle } = throttled();
  const onThrottle = () => {
    throw new Error("watching");
  };
  const call = throttle.join(() => ({}), { runtime: time, maxRetryAfter: 0, onThrottle });
  call.enter();
  await time.pass(1);
  expect(() => call.fail(limitedFor(2))).not.toThrow();
});

it("shows in its snapshot which route and model saturate", async () => {
  const { fail, enter, throttle, time } = throttled();
  await enter();
  await fail(limited);
  await enter();
  expect(throttle.snapshot()).toEqual([
    {
      origin: "https://api.cometapi.com",
      route: "/v1/chat/completions",
      model: "m-1",
      tenant: 1,
      state: "pacing",
      rate: 20,
      concurrency: 1,
      inFlight: 0,
      queued: 1,
      rules: { "rate-limited": 1 },
      lastFailure: { ruleId: "rate-limited", timestamp: time.now() },
    },
  ]);
});

it("lets waiting calls go even if the clock stands still", async () => {
  const still = { now: () => 0, random: () => 0.5, sleep: async () => {} };
  const throttle = createThrottle();
  const begin = () => throttle.join(() => ({}), { runtime: still, maxRetryAfter: 120_000 });
  const [one, other] = [begin(), begin()];
  one.enter();
  other.enter();
  one.fail(limitedFor(2));
  other.succeed();
  const last = [begin(), begin(), begin()].map(async (call) => {
    expect(await call.enter()).toBeUndefined();
    call.succeed();
  });
  await Promise.all(last);
});

describe("memory", () => {
  it("holds ten thousand keys at most", async () => {
    const { throttle, time } = throttled();
    for (let count = 0; count < 20_000; count++) {
      const call = throttle.join(() => ({ model: `m-${count}` }), { runtime: time, maxRetryAfter: 0 });
      call.enter();
      call.fail(limited);
      call.leave();
    }
    expect(throttle.snapshot().length).toBeLessThanOrEqual(10_000);
  });

  it("forgets a key five minutes after its last trouble", async () => {
    const { fail, throttle, time } = throttled();
    (await fail(limited)).call.leave();
    await time.pass(300_001);
    (await fail(limited, { model: "m-2" })).call.leave();
    expect(throttle.snapshot()).toMatchObject([{ model: "m-2" }]);
  });

  it("keeps a key in use", async () => {
    const { enter, fail, throttle, time } = throttled({ maxConcurrency: 1 });
    await enter();
    await time.pass(300_001);
    (await fail(limited, { model: "m-2" })).call.leave();
    expect(throttle.snapshot()).toHaveLength(2);
  });

  it("has no timer left once nobody waits", async () => {
    const { enter, fail, time } = throttled();
    await fail(limitedFor(9));
    const waiting = await enter();
    expect(time.pending()).toBe(1);
    waiting.call.leave();
    await time.pass(0);
    expect(time.pending()).toBe(0);
  });
});

it("treats an undefined option as an absent one", async () => {
  const { enter } = throttled({ maxConcurrency: undefined as never });
  expect([(await enter()).entered, (await enter()).entered]).toEqual(["sent", "sent"]);
});

it("shows the calls it refuses nothing of the request that failed", async () => {
  const { fail, begin } = throttled();
  const body = JSON.stringify({ error: { message: "secret prompt", param: "messages", code: "invalid_token" } });
  const met = verdictOf({ status: 401, headers: { "x-request-id": "req-1" }, body });
  expect(met).toMatchObject({ message: "secret prompt", param: "messages", requestId: "req-1" });
  await fail(met);
  await fail(met);
  const refusal = await begin().call.enter();
  expect(refusal).toMatchObject({ refused: "circuit-open", status: 401, code: "invalid_token" });
  expect(refusal).toMatchObject({ message: undefined, param: undefined, requestId: undefined });
});

it.each([
  [{ maxConcurrency: 0 }, "maxConcurrency must be an integer from 1 to Infinity; got 0"],
  [{ maxConcurrency: 1.5 }, "maxConcurrency must be an integer from 1 to Infinity; got 1.5"],
  [{ maxQueue: -1 }, "maxQueue must be an integer from 0 to Infinity; got -1"],
  [{ pacing: "no" as never }, 'pacing must be true or false; got "no"'],
  [{ key: 7 as never }, "key must be a function; got 7"],
])("refuses the options %j", (options, message) => {
  expect(() => createThrottle(options)).toThrow(message);
});
