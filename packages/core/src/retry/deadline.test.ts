import { EventEmitter, once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { endOf, type Reply, scriptedCall } from "../../test/scripted-call.ts";
import { start, virtualTime } from "../../test/virtual-time.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import type { RetryOptions } from "./retry-options.ts";

/** An attempt that ends after some time, or never, and that obeys its signal. */
const slow =
  (ms: number, status: number): Reply =>
  async ({ signal }, runtime) => {
    await runtime.sleep(ms, signal);
    return status < 300 ? { ok: true, value: "ok" } : { ok: false, failure: { status }, settle: (end) => end as never };
  };
const never = slow(1e9, 200);

/** Aborts after some time. */
function abortAt(ms: number, reason?: unknown) {
  const runtime = virtualTime();
  const controller = new AbortController();
  runtime.sleep(ms).then(() => controller.abort(reason));
  return { runtime, signal: controller.signal };
}

const reason = new Error("enough");

/** When a call ended, in milliseconds from its start, and how. */
async function outcome(replies: readonly Reply[], options: RetryOptions, runtime = virtualTime()) {
  const call = scriptedCall(replies, { jitter: "none", ...options }, runtime);
  const result = await call.result.catch((error: unknown) => error);
  return { ms: runtime.now() - start, sent: call.sends.length, result };
}

async function closed(stream: PassThrough): Promise<void> {
  stream.destroy();
  await once(stream, "close");
}

const timedOut = (message: string) => expect.objectContaining({ name: "TimeoutError", message });

it("reports that the caller aborted, whatever the reason", async () => {
  for (const [reason, category, message] of [
    [new Error("the user left"), "canceled", "the user left"],
    ["enough", "canceled", "enough"],
    [new DOMException("too late", "TimeoutError"), "timeout", "too late"],
    [undefined, "canceled", "This operation was aborted"],
  ] as const) {
    const { runtime, signal } = abortAt(10, reason);
    const attempt: Reply = ({ signal }, runtime) =>
      runtime.sleep(1e9, signal).then(
        () => ({ ok: true, value: "ok" }),
        (error: unknown) => ({ ok: false, failure: { error }, settle: (end) => end as never }),
      );
    const { result } = await outcome([attempt], { signal }, runtime);
    expect(result).toMatchObject({ verdict: { category, message } });
  }
});

describe("a test's sleep that moves its clock at once", () => {
  /** The simplest possible test clock. */
  function jumping() {
    let time = start;
    const slept: number[] = [];
    const sleep = async (ms: number) => {
      slept.push(ms);
      time += ms;
    };
    return { slept, pending: () => 0, now: () => time, random: () => 0.5, sleep };
  }
  const busy = (seconds: string): Reply => {
    return async () => ({
      ok: false,
      failure: { status: 429, headers: { "retry-after": seconds } },
      settle: (end) => end as never,
    });
  };

  it("lets no timeout fire by itself", async () => {
    const limits = { timeout: 1000, totalTimeout: 60_000 };
    expect(await outcome([busy("5"), slow(0, 200)], limits, jumping())).toMatchObject({ sent: 2, result: "ok" });
  });

  it("lets a wait that is longer than the time left end the call at once", async () => {
    expect(await outcome([busy("5")], { totalTimeout: 1000 }, jumping())).toMatchObject({
      sent: 1,
      result: { reason: "total-timeout", verdict: { retryAfterMs: 5000 } },
    });
  });

  it("lets an attempt that hangs end in real time", async () => {
    const hanging: Reply = () => new Promise(() => {});
    expect(await outcome([hanging, slow(0, 200)], { timeout: 10 }, jumping())).toMatchObject({ sent: 2, result: "ok" });
  });
});

describe("timeout", () => {
  it("ends one attempt, which is retried", async () => {
    expect(await outcome([never, slow(5, 200)], { timeout: 10 })).toEqual({ ms: 1015, sent: 2, result: "ok" });
  });

  it("is returned when no attempts are left", async () => {
    expect(await outcome([never], { timeout: 10, maxRetries: 1 })).toEqual({
      ms: 1020,
      sent: 2,
      result: timedOut("The attempt timed out: timeout is 10 ms"),
    });
  });

  it("starts again with each attempt", async () => {
    expect(
      await outcome([slow(400, 500), slow(400, 500), slow(400, 200)], { timeout: 500, initialDelay: 1 }),
    ).toMatchObject({
      sent: 3,
      result: "ok",
    });
  });

  it("ends with the response's headers", async () => {
    const streaming: Reply = async ({ signal, received }, runtime) => {
      await runtime.sleep(5, signal);
      received();
      await runtime.sleep(1000, signal);
      return { ok: true, value: "ok" };
    };
    expect(await outcome([streaming], { timeout: 10 })).toEqual({ ms: 1005, sent: 1, result: "ok" });
  });

  it("discards nothing that arrived in time", async () => {
    const discard = vi.fn();
    const reply: Reply = async () => ({ ok: true, value: "ok", discard });
    expect(await outcome([reply], { timeout: 10 })).toMatchObject({ result: "ok" });
    expect(discard).not.toHaveBeenCalled();
  });

  it("leaves the signal to those who still read, and to nobody else", async () => {
    for (const [inUse, isHeard] of [
      [{}, true],
      [undefined, false],
    ] as const) {
      const controller = new AbortController();
      const call = scriptedCall([() => ({ ok: true, value: "ok", inUse })], {
        signal: controller.signal,
        timeout: 10,
      });
      await call.result;
      controller.abort(reason);
      expect(call.sends[0]?.signal?.aborted).toBe(isHeard);
    }
  });

  it("leaves the signal to a stream until it has closed", async () => {
    for (const isClosed of [true, false]) {
      const controller = new AbortController();
      const inUse = new PassThrough();
      if (isClosed) await closed(inUse);
      const call = scriptedCall([() => ({ ok: true, value: "ok", inUse })], { signal: controller.signal, timeout: 10 });
      await call.result;
      if (!isClosed) await closed(inUse);
      controller.abort(reason);
      expect(call.sends[0]?.signal?.aborted).toBe(false);
    }
  });

  it.each([[{ closed: Promise.resolve() }], [new EventEmitter()], [new PassThrough()]])(
    "leaves the signal to what is read and does not tell when it closes",
    async (inUse) => {
      const controller = new AbortController();
      const call = scriptedCall([() => ({ ok: true, value: "ok", inUse })], { signal: controller.signal, timeout: 10 });
      await call.result;
      controller.abort(reason);
      expect(call.sends[0]?.signal?.aborted).toBe(true);
    },
  );

  it("takes the signal from a failed response when it is discarded", async () => {
    const controller = new AbortController();
    const inUse = {};
    const failing: Reply = () => ({ ok: false, failure: { status: 503 }, inUse, settle: (end) => end as never });
    const call = scriptedCall([failing], { signal: controller.signal, timeout: 10, maxRetries: 1 });
    await call.result;
    controller.abort(reason);
    // The first was discarded before the second was sent; the second was returned.
    expect(call.sends.map(({ signal }) => signal?.aborted)).toEqual([false, true]);
  });

  it("leaves no timer behind", async () => {
    const call = scriptedCall([500, 200], { timeout: 10_000, totalTimeout: 100_000 });
    await call.result;
    expect(call.runtime.pending()).toBe(0);
  });
});

describe("totalTimeout", () => {
  it("of 0 sends nothing", async () => {
    expect(await outcome([200], { totalTimeout: 0 })).toEqual({
      ms: 0,
      sent: 0,
      result: timedOut("The call timed out: totalTimeout is 0 ms"),
    });
  });

  it("outranks the number of retries", async () => {
    expect(await outcome([slow(300, 500)], { totalTimeout: 500, initialDelay: 1, maxRetries: 10 })).toEqual({
      ms: 500,
      sent: 2,
      result: timedOut("The call timed out: totalTimeout is 500 ms"),
    });
  });

  it("outranks shouldRetry", async () => {
    expect(
      await outcome([slow(300, 500)], { totalTimeout: 500, initialDelay: 1, shouldRetry: () => true }),
    ).toMatchObject({ ms: 500, sent: 2 });
  });

  it("ends the call at once, with the failure, if the server's wait is longer than the time left", async () => {
    const reply: Reply = { status: 429, headers: { "retry-after": "5" } };
    expect(await outcome([reply, 200], { totalTimeout: 1000 })).toEqual({
      ms: 0,
      sent: 1,
      result: expect.objectContaining({
        reason: "total-timeout",
        verdict: expect.objectContaining({ status: 429, retryAfterMs: 5000 }),
      }),
    });
  });

  it("announces no retry for which there is no time", async () => {
    const onRetry = vi.fn();
    expect(await outcome([500, 200], { totalTimeout: 500, initialDelay: 500, onRetry })).toMatchObject({ ms: 0 });
    expect(onRetry).not.toHaveBeenCalled();
  });

  it("ends the call if a hook leaves just the time of the wait", async () => {
    const runtime = virtualTime();
    const onRetry = () => runtime.sleep(500);
    expect(await outcome([500, 200], { totalTimeout: 1000, initialDelay: 500, onRetry }, runtime)).toMatchObject({
      ms: 500,
      sent: 1,
    });
  });

  it("ends in the last failure if the retry waits for its place in the throttle", async () => {
    const runtime = virtualTime();
    const throttle = createThrottle({ maxConcurrency: 1, pacing: false });
    const limited = scriptedCall([503, 200], { jitter: "none", throttle, totalTimeout: 2000 }, runtime);
    // It gets the place while the first one waits, and keeps it.
    void scriptedCall([never], { throttle }, runtime);
    expect(await endOf(limited)).toMatchObject({ reason: "total-timeout", verdict: { status: 503 } });
    expect(limited.sends).toHaveLength(1);
  });

  it("ends the call at once, with the failure, if backoff is longer than the time left", async () => {
    expect(await outcome([500, 200], { totalTimeout: 200, initialDelay: 500 })).toMatchObject({
      ms: 0,
      sent: 1,
      result: { reason: "total-timeout", verdict: { status: 500 } },
    });
  });

  it("includes the time of hooks", async () => {
    const runtime = virtualTime();
    const onRetry = () => runtime.sleep(800);
    expect(await outcome([500, 200], { totalTimeout: 1000, initialDelay: 500, onRetry }, runtime)).toMatchObject({
      ms: 800,
      sent: 1,
      result: { reason: "total-timeout", verdict: { status: 500 } },
    });
  });

  it("includes the time of shouldRetry", async () => {
    const runtime = virtualTime();
    const shouldRetry = () => runtime.sleep(800);
    expect(await outcome([500, 200], { totalTimeout: 1000, initialDelay: 500, shouldRetry }, runtime)).toMatchObject({
      ms: 800,
      sent: 1,
      result: { reason: "total-timeout" },
    });
  });

  it.each(["onRetry", "shouldRetry", "onAttempt"] as const)("does not wait for %s beyond its end", async (hook) => {
    const runtime = virtualTime();
    const options = { totalTimeout: 1000, initialDelay: 500, [hook]: () => runtime.sleep(5000) };
    expect(await outcome([500, 200], options, runtime)).toMatchObject({
      ms: 1000,
      sent: 1,
      result: { reason: "total-timeout", verdict: { status: 500 } },
    });
  });

  it("does not revoke a success whose onAttempt is too slow", async () => {
    const runtime = virtualTime();
    const options = { totalTimeout: 1000, onAttempt: () => runtime.sleep(5000) };
    expect(await outcome([200], options, runtime)).toEqual({ ms: 1000, sent: 1, result: "ok" });
  });

  it("ends in the last failure if a wait took longer than planned", async () => {
    const runtime = virtualTime();
    const late = {
      ...runtime,
      sleep: (ms: number, signal?: AbortSignal) => runtime.sleep(ms === 500 ? 2000 : ms, signal),
    };
    const call = scriptedCall([500, 200], { jitter: "none", totalTimeout: 1000, initialDelay: 500, runtime: late });
    expect(await endOf(call)).toMatchObject({ reason: "total-timeout", verdict: { status: 500 } });
    expect(call.sends).toHaveLength(1);
  });

  it("ends the third attempt, which timeout would have ended 30 ms later", async () => {
    expect(await outcome([never], { timeout: 100, totalTimeout: 250, initialDelay: 10, factor: 1 })).toEqual({
      ms: 250,
      sent: 3,
      result: timedOut("The call timed out: totalTimeout is 250 ms"),
    });
  });
});

describe("an attempt that ignores its signal", () => {
  const deaf: (discard?: () => void) => Reply = (discard) => async (_, runtime) => {
    await runtime.sleep(400);
    return { ok: true, value: "late", ...(discard && { discard }) };
  };

  it("is ended by timeout, and retried", async () => {
    expect(await outcome([deaf(), 200], { timeout: 100, initialDelay: 10 })).toEqual({
      ms: 110,
      sent: 2,
      result: "ok",
    });
  });

  it("is ended by totalTimeout", async () => {
    expect(await outcome([deaf()], { totalTimeout: 100 })).toEqual({
      ms: 100,
      sent: 1,
      result: timedOut("The call timed out: totalTimeout is 100 ms"),
    });
  });

  it("is ended by the caller even with a timeout", async () => {
    const { runtime, signal } = abortAt(50, reason);
    expect(await outcome([deaf()], { signal, timeout: 1000 }, runtime)).toEqual({ ms: 50, sent: 1, result: reason });
  });

  it("has its late response discarded", async () => {
    const runtime = virtualTime();
    const discard = vi.fn();
    await outcome([deaf(discard), 200], { timeout: 100, initialDelay: 10 }, runtime);
    expect(discard).not.toHaveBeenCalled();
    await runtime.sleep(1000);
    expect(discard).toHaveBeenCalledOnce();
  });
});

describe("signal", () => {
  it("that is aborted already sends nothing", async () => {
    expect(await outcome([200], { signal: AbortSignal.abort(reason) })).toEqual({ ms: 0, sent: 0, result: reason });
  });

  it("is the attempt's own signal if there is no timeout", async () => {
    const { signal } = new AbortController();
    const call = scriptedCall([200], { signal });
    await call.result;
    expect(call.sends[0]?.signal).toBe(signal);
    const other = scriptedCall([200]);
    await other.result;
    expect(other.sends[0]?.signal).toBeUndefined();
  });

  it("reaches the attempt even if there are timeouts", async () => {
    const { runtime, signal } = abortAt(50, reason);
    expect(await outcome([never], { signal, timeout: 1000, totalTimeout: 5000 }, runtime)).toEqual({
      ms: 50,
      sent: 1,
      result: reason,
    });
  });

  it("ends a wait", async () => {
    const { runtime, signal } = abortAt(200, reason);
    const reply: Reply = { status: 429, headers: { "retry-after": "10" } };
    expect(await outcome([reply, 200], { signal }, runtime)).toEqual({ ms: 200, sent: 1, result: reason });
  });

  it("ends a later attempt", async () => {
    const { runtime, signal } = abortAt(250, reason);
    expect(await outcome([slow(100, 500)], { signal, initialDelay: 1 }, runtime)).toEqual({
      ms: 250,
      sent: 3,
      result: reason,
    });
  });

  it.each(["onRetry", "shouldRetry", "onAttempt"] as const)(
    "ends the call while %s runs, and no wait begins",
    async (hook) => {
      const { runtime, signal } = abortAt(50, reason);
      const slept = runtime.slept.length;
      const options = { signal, [hook]: () => runtime.sleep(3000) };
      expect(await outcome([500, 200], options, runtime)).toEqual({ ms: 50, sent: 1, result: reason });
      expect(runtime.slept.slice(slept)).toEqual([3000]);
    },
  );

  it("ends the call if a hook aborts it", async () => {
    const controller = new AbortController();
    const onRetry = () => controller.abort(reason);
    expect(await outcome([500, 200], { signal: controller.signal, onRetry })).toEqual({
      ms: 0,
      sent: 1,
      result: reason,
    });
  });

  it.each([new Error("x"), "a text", 7, null])("keeps its reason: %s", async (reason) => {
    const { runtime, signal } = abortAt(200, reason);
    expect((await outcome([500], { signal }, runtime)).result).toBe(reason);
  });

  it("has a default reason if the caller gave none", async () => {
    const { runtime, signal } = abortAt(200);
    expect((await outcome([500], { signal }, runtime)).result).toMatchObject({ name: "AbortError" });
  });

  it("ends what failed because of it, without a hook or another attempt", async () => {
    const { runtime, signal } = abortAt(50, reason);
    const onGiveUp = vi.fn();
    const onRetry = vi.fn();
    expect(await outcome([never], { signal, onGiveUp, onRetry }, runtime)).toEqual({ ms: 50, sent: 1, result: reason });
    expect([onGiveUp, onRetry].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it("keeps an unrelated error that races with it", async () => {
    const unrelated = new SyntaxError("Unexpected end of JSON input");
    const controller = new AbortController();
    const reply: Reply = () => {
      controller.abort(new Error("enough"));
      throw unrelated;
    };
    expect(await outcome([reply], { signal: controller.signal })).toEqual({ ms: 0, sent: 1, result: unrelated });
  });

  it("ends the call with its reason, and discards the response, if a failure races with it", async () => {
    const controller = new AbortController();
    const discard = vi.fn();
    const reply: Reply = () => {
      controller.abort(reason);
      return { ok: false, failure: { status: 500 }, discard, settle: (end) => end as never };
    };
    expect(await outcome([reply], { signal: controller.signal })).toEqual({ ms: 0, sent: 1, result: reason });
    expect(discard).toHaveBeenCalledOnce();
  });

  it("ends the call with its reason if there is nothing to discard", async () => {
    const controller = new AbortController();
    const reply: Reply = () => {
      controller.abort(reason);
      return { ok: false, failure: { status: 500 }, settle: (end) => end as never };
    };
    expect((await outcome([reply], { signal: controller.signal })).result).toBe(reason);
  });

  it("does not revoke a success that races with it", async () => {
    const controller = new AbortController();
    const reply: Reply = () => {
      controller.abort();
      return { ok: true, value: "ok" };
    };
    expect((await outcome([reply], { signal: controller.signal })).result).toBe("ok");
  });

  it("has no listener left after any number of calls", async () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    const hooks = { shouldRetry: async () => undefined, onRetry: async () => {}, onAttempt: async () => {} };
    for (let index = 0; index < 5; index++) {
      await scriptedCall([500, 503, 200], { signal, ...hooks }).result;
      await scriptedCall([500], { signal, maxRetries: 1, timeout: 10_000, totalTimeout: 60_000 }).result;
    }
    const listener = ([type, listener]: readonly unknown[]) => [type, listener];
    expect(add.mock.calls.length).toBeGreaterThan(10);
    expect(new Set(remove.mock.calls.map(listener).map(([, fn]) => fn))).toEqual(
      new Set(add.mock.calls.map(listener).map(([, fn]) => fn)),
    );
  });

  it("that is null has no effect", async () => {
    expect((await outcome([500, 200], { signal: null })).result).toBe("ok");
  });
});

describe("a timeout in the caller's own signal", () => {
  it("is not an abort: the attempt is retried", async () => {
    const error = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    expect(
      await endOf(scriptedCall([() => ({ ok: false, failure: { error }, settle: (end) => end as never })])),
    ).toMatchObject({
      reason: "max-retries",
      verdict: { ruleId: "timed-out" },
    });
  });

  it("an abort is final", async () => {
    const error = new DOMException("This operation was aborted", "AbortError");
    const call = scriptedCall([error, 200]);
    await expect(call.result).rejects.toBe(error);
    expect(call.sends).toHaveLength(1);
  });
});
