import { describe, expect, it, vi } from "vitest";
import { endOf, type Reply, request, scriptedCall } from "../../test/scripted-call.ts";
import { start, virtualTime } from "../../test/virtual-time.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import type { RetryOptions } from "./retry-options.ts";
import { runWithRetry } from "./run-with-retry.ts";

/** How often a call is sent, and the waits between the attempts, in milliseconds. */
async function trace(
  replies: readonly Reply[],
  options: RetryOptions = {},
): Promise<{ sent: number; waits: number[] }> {
  const call = scriptedCall(replies, { jitter: "none", ...options });
  await call.result;
  return { sent: call.sends.length, waits: call.runtime.slept };
}

const after = (value: string, name = "retry-after"): Reply => ({ status: 429, headers: { [name]: value } });

describe("runWithRetry sends", () => {
  it("once what succeeds", async () => {
    const call = scriptedCall([200]);
    expect(await call.result).toBe("ok");
    expect(call.events).toEqual(["send", "settle"]);
    expect(call.ends).toEqual([expect.objectContaining({ repeated: false })]);
  });

  it.each([undefined, 5, {}])("once what resolves to %j, and says what it must resolve to", async (value) => {
    const send = vi.fn(async () => value as never);
    await expect(runWithRetry(send)).rejects.toThrow(/^send must resolve to \{ ok: true, value \} or /);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("what succeeds, without creating an error", async () => {
    const made = vi.spyOn(globalThis, "DOMException");
    expect(await runWithRetry(async () => ({ ok: true, value: "ok" }), { totalTimeout: 1000 })).toBe("ok");
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });

  it.each([408, 429, 500, 502, 503, 504, 520, 522, 524, 529])("again after a %i", async (status) => {
    const call = scriptedCall([status, 200]);
    expect(await call.result).toBe("ok");
    expect(call.sends.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it.each([301, 400, 401, 402, 403, 404, 405, 409, 410, 413, 422, 451, 501, 525])(
    "once what comes to a %i",
    async (status) => {
      const call = scriptedCall([status, 200]);
      expect(await endOf(call)).toMatchObject({ reason: "not-retryable", verdict: { status } });
      expect(call.sends).toHaveLength(1);
    },
  );

  it("once a 413, even with a Retry-After", async () => {
    expect((await trace([{ status: 413, headers: { "retry-after": "1" } }, 200])).sent).toBe(1);
  });

  it("once a 500 whose code is invalid_request", async () => {
    expect((await trace([{ status: 500, body: { error: { message: "m", code: "invalid_request" } } }, 200])).sent).toBe(
      1,
    );
  });

  it("again after a 400 that names throttling", async () => {
    expect((await trace([{ status: 400, body: { error: { message: "m", code: "Throttling" } } }, 200])).sent).toBe(2);
  });

  it("as x-should-retry says, but never against the guide's No", async () => {
    expect((await trace([{ status: 503, headers: { "x-should-retry": "false" } }, 200])).sent).toBe(1);
    expect((await trace([{ status: 403, headers: { "x-should-retry": "true" } }, 200])).sent).toBe(2);
    expect((await trace([{ status: 400, headers: { "x-should-retry": "true" } }, 200])).sent).toBe(1);
  });

  it("again after a network failure", async () => {
    expect((await trace([Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }), 200])).sent).toBe(2);
    expect((await trace([new TypeError("fetch failed"), 200])).sent).toBe(2);
  });

  it("again after an unknown error, if shouldRetry says so", async () => {
    expect((await trace([new Error("odd"), 200], { shouldRetry: () => true })).sent).toBe(2);
  });

  it("as often as maxRetries says, and once more", async () => {
    expect((await trace([500], { maxRetries: 3 })).sent).toBe(4);
    expect((await trace([500], { maxRetries: 0 })).sent).toBe(1);
    expect((await trace([500])).sent).toBe(5);
  });

  it("without limit for maxRetries Infinity, until it succeeds", async () => {
    const replies: Reply[] = [...Array.from({ length: 50 }, () => 500), 200];
    expect((await trace(replies, { maxRetries: Number.POSITIVE_INFINITY })).sent).toBe(51);
  });

  it("each call with a count of its own", async () => {
    const options = { maxRetries: 1 };
    expect((await trace([500], options)).sent).toBe(2);
    expect((await trace([500], options)).sent).toBe(2);
  });

  it("only the methods that may be sent again", async () => {
    const call = scriptedCall([500, 200], { methods: ["get", "HEAD"] });
    expect(await endOf(call)).toMatchObject({ reason: "method" });
    expect((await trace([500, 200], { methods: ["put", "post"] })).sent).toBe(2);
  });

  it("a request without a method as a GET", async () => {
    const send = vi.fn(() => Promise.reject(new Error("read ECONNRESET")));
    const options: RetryOptions = { runtime: virtualTime(), maxRetries: 1, methods: ["GET"] };
    await expect(runWithRetry(send, options)).rejects.toThrow("read ECONNRESET");
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("once what may have been done already, if unknownOutcome is stop", async () => {
    const stop: RetryOptions = { unknownOutcome: "stop" };
    expect(await endOf(scriptedCall([504, 200], stop))).toMatchObject({ reason: "unknown-outcome" });
    expect(await endOf(scriptedCall([524, 200], stop))).toMatchObject({ reason: "unknown-outcome" });
    expect((await trace([503, 200], stop)).sent).toBe(2);
    expect((await trace([504, 200])).sent).toBe(2);
  });

  it("once a body that has been consumed", async () => {
    const spent: Reply = () => ({
      ok: false,
      failure: { status: 429 },
      canReplay: false,
      settle: (end) => end as never,
    });
    expect(await endOf(scriptedCall([spent, 200]))).toMatchObject({ reason: "body-not-replayable" });
  });

  it("by the rows that it is given", async () => {
    const rules = [{ id: "mine", when: { status: [500] }, category: "server", retry: "no", source: "mine" }] as const;
    expect((await trace([500, 200], { rules })).sent).toBe(1);
    expect((await trace([503, 200], { rules })).sent).toBe(1);
  });
});

describe("runWithRetry waits", () => {
  it("twice as long each time, up to half a minute", async () => {
    expect((await trace([500], { maxRetries: 7 })).waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("by the options that it is given", async () => {
    expect((await trace([500], { initialDelay: 300, factor: 3, maxDelay: 2000, maxRetries: 3 })).waits).toEqual([
      300, 900, 2000,
    ]);
  });

  it("with full jitter by default", async () => {
    const call = scriptedCall([500], {}, virtualTime(0.25));
    await call.result;
    expect(call.runtime.slept).toEqual([250, 500, 1000, 2000]);
  });

  it.each([
    ["seconds", after("5"), 5000],
    ["milliseconds", after("1500", "retry-after-ms"), 1500],
    ["an HTTP date, by its own clock", after(new Date(start + 7000).toUTCString()), 7000],
  ])("as long as the server says in %s", async (_, reply, expected) => {
    expect((await trace([reply, 200])).waits).toEqual([expected]);
  });

  it("not at all if the server says 0, as often as it says so", async () => {
    expect(await trace([after("0")])).toEqual({ sent: 5, waits: [0, 0, 0, 0] });
  });

  it.each(["-10", "soon", "0x10", "1e3", "", "Wed, 21 Oct 2015 07:28:00 GMT", "Sun, 32 Dec 2030 25:99:99 GMT"])(
    "by backoff where the server says %j",
    async (value) => {
      expect((await trace([after(value), 200], { initialDelay: 29, maxRetryAfter: 1 })).waits).toEqual([29]);
    },
  );

  it("never less than the server says, and longer where backoff is longer", async () => {
    expect((await trace([after("3")], { maxRetries: 3 })).waits).toEqual([3000, 3000, 4000]);
  });

  it("without jitter if the server's wait is the longer one", async () => {
    const jitter = vi.fn(() => 0);
    expect((await trace([after("1"), 200], { jitter, initialDelay: 1000 })).waits).toEqual([1000]);
    expect(jitter).not.toHaveBeenCalled();
  });

  it("never less than the server says, whatever jitter makes of it", async () => {
    expect((await trace([after("1")], { jitter: () => 0, maxRetries: 3 })).waits).toEqual([1000, 1000, 1000]);
  });

  it("not at all if the server's wait is longer than maxRetryAfter", async () => {
    const call = scriptedCall([after("121"), 200]);
    expect(await endOf(call)).toMatchObject({ reason: "retry-after-too-long", verdict: { retryAfterMs: 121_000 } });
    expect(call.runtime.slept).toEqual([]);
    expect((await trace([after("120"), 200])).waits).toEqual([120_000]);
    expect((await trace([after("2"), 200], { maxRetryAfter: 1000 })).sent).toBe(1);
  });
});

describe("runWithRetry returns", () => {
  it("the attempts of a success", async () => {
    const call = scriptedCall([{ status: 503, headers: { "x-request-id": "first" }, body: "busy" }, 200], {
      jitter: "none",
    });
    await call.result;
    const about = { method: "POST", endpoint: "/v1/chat/completions", model: "m-1", durationMs: 0 };
    expect(call.ends[0]?.attempts).toEqual([
      {
        ...about,
        attempt: 1,
        timestamp: start,
        status: 503,
        requestId: "first",
        ruleId: "service-unavailable",
        delayMs: 1000,
        body: "busy",
      },
      { ...about, attempt: 2, timestamp: start + 1000, status: 200 },
    ]);
    expect(call.ends[0]?.attempts).toHaveLength(2);
  });

  it("no path of a request that is not described", async () => {
    const { attempts } = await runWithRetry(async () => ({
      ok: false,
      failure: { status: 400 },
      settle: (end) => end,
    }));
    expect(attempts[0]).toMatchObject({ attempt: 1, method: undefined, endpoint: undefined, model: undefined });
  });

  it("the attempts, the verdict and the reason of a failure", async () => {
    const end = await endOf(scriptedCall([500, 400]));
    expect(end).toMatchObject({
      reason: "not-retryable",
      repeated: false,
      verdict: { ruleId: "bad-request", status: 400 },
    });
    expect(end.attempts.map(({ status, ruleId }) => [status, ruleId])).toEqual([
      [500, "platform-failure"],
      [400, "bad-request"],
    ]);
  });

  it("max-retries as the reason if no attempts are left", async () => {
    const end = await endOf(scriptedCall([500], { maxRetries: 2 }));
    expect(end.reason).toBe("max-retries");
    expect(end.attempts.map(({ delayMs }) => delayMs)).toEqual([500, 1000, undefined]);
  });

  it("the time each attempt took", async () => {
    const slow: Reply = async (_, runtime) => {
      await runtime.sleep(250);
      return { ok: false, failure: { status: 400 }, settle: (end) => end as never };
    };
    expect((await endOf(scriptedCall([slow]))).attempts[0]?.durationMs).toBe(250);
  });

  it("64 KiB of a failure's body, and no query", async () => {
    const end = await endOf(scriptedCall([{ status: 400, body: "x".repeat(100_000) }]));
    expect(end.attempts[0]?.body).toBe("x".repeat(65_536));
    expect(JSON.stringify(end.attempts)).not.toContain("secret");
    expect((await endOf(scriptedCall([{ status: 400, body: { a: 1 } }]))).attempts[0]?.body).toBeUndefined();
  });

  it("repeated once the same rule ended three attempts", async () => {
    expect((await endOf(scriptedCall([500], { maxRetries: 1 }))).repeated).toBe(false);
    expect((await endOf(scriptedCall([500], { maxRetries: 2 }))).repeated).toBe(true);
    expect((await endOf(scriptedCall([500, 503, 500], { maxRetries: 2 }))).repeated).toBe(false);
  });

  it.each([new Error("boom"), "boom", null, undefined, 7, { status: 429 }])(
    "what send threw, as it was: %s",
    async (thrown) => {
      const caught = await runWithRetry(() => Promise.reject(thrown), { runtime: virtualTime(), maxRetries: 1 }).then(
        () => "nothing",
        (error: unknown) => [error],
      );
      expect(caught).toEqual([thrown]);
      if (typeof thrown === "object" && thrown !== null) expect((caught as unknown[])[0]).toBe(thrown);
    },
  );

  it("what send threw before it returned a promise", async () => {
    const thrown = new Error("boom");
    const send = () => {
      throw thrown;
    };
    await expect(runWithRetry(send, { runtime: virtualTime() })).rejects.toBe(thrown);
  });

  it("a programming mistake at once", async () => {
    const send = vi.fn(() => Promise.reject(new TypeError("x is not a function")));
    const [shouldRetry, onGiveUp] = [vi.fn(), vi.fn()];
    const options: RetryOptions = { runtime: virtualTime(), shouldRetry, onGiveUp };
    await expect(runWithRetry(send, options)).rejects.toThrow("x is not a function");
    expect(send).toHaveBeenCalledOnce();
    expect(shouldRetry).not.toHaveBeenCalled();
    expect(onGiveUp).toHaveBeenCalledWith(expect.objectContaining({ reason: "not-retryable" }));
  });

  it("the last network error if no attempts are left", async () => {
    const first = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    const last = new TypeError("fetch failed");
    await expect(scriptedCall([first, last], { maxRetries: 1 }).result).rejects.toBe(last);
  });

  it("what settle throws", async () => {
    const reply: Reply = () => ({
      ok: false,
      failure: { status: 400 },
      settle: () => {
        throw new Error("settled");
      },
    });
    await expect(scriptedCall([reply]).result).rejects.toThrow("settled");
  });
});

describe("runWithRetry and its throttle", () => {
  it("retry no more once the retry budget is used up", async () => {
    const throttle = createThrottle({ retryBudget: 1, pacing: false });
    const runtime = virtualTime();
    const calls = [1, 2].map(() => scriptedCall([500], { throttle, initialDelay: 10 }, runtime));
    const ends = await Promise.all(calls.map(endOf));
    // The first used up the budget. Once the second has ended, the first is alone, and needs no budget.
    expect(ends.map(({ reason }) => reason)).toEqual(["max-retries", "retry-budget"]);
    expect(calls[1]?.sends).toHaveLength(1);
  });

  it("report a call that is refused, and throw a CometError", async () => {
    const runtime = virtualTime();
    const throttle = createThrottle({ maxConcurrency: 1, maxQueue: 0 });
    void scriptedCall([() => new Promise(() => {})], { throttle }, runtime);
    const onGiveUp = vi.fn();
    const refused = scriptedCall([200], { throttle, onGiveUp }, runtime);
    await expect(refused.result).rejects.toMatchObject({
      name: "CometError",
      attempts: [],
      verdict: { refused: "queue-full" },
    });
    expect(onGiveUp.mock.calls).toMatchObject([[{ attempt: 0, retryCount: 0, reason: "queue-full" }]]);
    expect(refused.sends).toEqual([]);
  });
});

describe("runWithRetry releases", () => {
  it("its place in the throttle when the caller leaves, even if the attempt never ends", () => {
    const throttle = createThrottle({ maxConcurrency: 1 });
    const caller = new AbortController();
    void scriptedCall([() => new Promise(() => {})], { throttle, signal: caller.signal });
    expect(throttle.snapshot()).toMatchObject([{ inFlight: 1 }]);
    caller.abort();
    expect(throttle.snapshot()).toMatchObject([{ inFlight: 0 }]);
  });

  it("a failed response before it waits, but not the last one", async () => {
    const call = scriptedCall([500], { maxRetries: 1 });
    await call.result;
    expect(call.events).toEqual(["send", "discard", "send", "settle"]);
  });

  const gone = new Error("gone");
  const failing = {
    throws: () => {
      throw gone;
    },
    rejects: () => Promise.reject(gone),
  };

  it.each(["throws", "rejects"] as const)("a response whose discard %s like any other", async (how) => {
    const discard = failing[how];
    const reply: Reply = () => ({ ok: false, failure: { status: 503 }, discard, settle: (end) => end as never });
    expect(await scriptedCall([reply, 200]).result).toBe("ok");
    const mine = new Error("mine");
    await expect(scriptedCall([reply], { shouldRetry: () => Promise.reject(mine) }).result).rejects.toBe(mine);
  });
});

it("runWithRetry throws for bad options before anything is sent", () => {
  const send = vi.fn();
  expect(() => runWithRetry(send, { maxRetries: -1 })).toThrow(RangeError);
  expect(send).not.toHaveBeenCalled();
});

it("runWithRetry judges by the request that the failure names, else by the call's", async () => {
  const balance = { code: 1102, message: "resources used up" };
  const kling = { ...request, url: "https://api.cometapi.com/kling/v1/videos/text2video" };
  expect((await endOf(scriptedCall([{ status: 429, body: balance, request: kling }]))).verdict.ruleId).toBe(
    "kling-balance-empty",
  );
  expect((await endOf(scriptedCall([{ status: 429, body: balance }], { maxRetries: 0 }))).verdict.ruleId).toBe(
    "rate-limited",
  );
});
