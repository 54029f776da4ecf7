import { describe, expect, it, vi } from "vitest";
import { endOf, type Reply, scriptedCall } from "../../test/scripted-call.ts";
import { virtualTime } from "../../test/virtual-time.ts";
import type { RetryOptions } from "./retry-options.ts";
import type { GiveUpContext, RetryContext, ShouldRetryContext } from "./retry-types.ts";

/** Hooks that record when they are called, each of which takes some time. */
function tracing(options: RetryOptions = {}) {
  const runtime = virtualTime();
  const call = scriptedCall(
    [500, 503, 400],
    {
      onAttempt: () => note("onAttempt"),
      shouldRetry: () => note("shouldRetry"),
      onRetry: () => note("onRetry"),
      onGiveUp: () => note("onGiveUp"),
      ...options,
    },
    runtime,
  );
  const note = async (name: string): Promise<undefined> => {
    await runtime.sleep(5);
    call.events.push(name);
    return undefined;
  };
  return call;
}

describe("hooks", () => {
  it("are awaited in order: attempt, decision, retry, then the response is discarded", async () => {
    const call = tracing();
    await call.result;
    expect(call.events).toEqual([
      ...["send", "onAttempt", "shouldRetry", "onRetry", "discard"],
      ...["send", "onAttempt", "shouldRetry", "onRetry", "discard"],
      ...["send", "onAttempt", "shouldRetry", "onGiveUp", "settle"],
    ]);
  });

  it("end with the call when the caller aborts, and the response is discarded", async () => {
    const controller = new AbortController();
    const call = scriptedCall([500, 200], { signal: controller.signal, onRetry: () => controller.abort() });
    await expect(call.result).rejects.toMatchObject({ name: "AbortError" });
    expect(call.events).toEqual(["send", "discard"]);
  });

  it("keep the attempts that they received, whatever comes later", async () => {
    const told: (readonly unknown[])[] = [];
    const keep = ({ attempts }: ShouldRetryContext) => void told.push(attempts);
    await scriptedCall([500, 503, 400], { shouldRetry: keep, onRetry: keep, onGiveUp: keep }).result;
    expect(told.map(({ length }) => length)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(told.every(Object.isFrozen)).toBe(true);
  });

  it("receive a frozen context", async () => {
    const contexts: object[] = [];
    const keep = (context: object): undefined => void contexts.push(context);
    await scriptedCall([500, 400], { shouldRetry: keep, onRetry: keep, onGiveUp: keep }).result;
    expect(contexts).toHaveLength(4);
    for (const context of contexts) {
      expect(Object.isFrozen(context)).toBe(true);
      expect(() => Object.assign(context, { attempt: 99 })).toThrow(TypeError);
    }
  });

  it.each(["shouldRetry", "onRetry", "onAttempt"] as const)(
    "make what %s throws the result, and free the response",
    async (hook) => {
      const error = new Error("hook");
      for (const thrower of [
        () => {
          throw error;
        },
        () => Promise.reject(error),
      ]) {
        const call = scriptedCall([500, 200], { [hook]: thrower });
        await expect(call.result).rejects.toBe(error);
        expect(call.events).toEqual(["send", "discard"]);
      }
    },
  );

  it("make what onAttempt throws the result of a success, and the response is discarded", async () => {
    const error = new Error("hook");
    const discard = vi.fn();
    const onAttempt = () => Promise.reject(error);
    await expect(scriptedCall([() => ({ ok: true, value: "ok", discard })], { onAttempt }).result).rejects.toBe(error);
    expect(discard).toHaveBeenCalledOnce();
    await expect(scriptedCall([200], { onAttempt }).result).rejects.toBe(error);
  });

  it.each([[undefined], [null]])("may throw %s", async (nothing) => {
    const call = scriptedCall([500, 200], { shouldRetry: () => Promise.reject(nothing) });
    await expect(call.result).rejects.toBe(nothing);
    expect(call.events).toEqual(["send", "discard"]);
  });

  it("throw if there is no response to discard", async () => {
    const error = new Error("hook");
    const reply: Reply = () => ({ ok: false, failure: { status: 400 }, settle: (end) => end as never });
    for (const hook of ["shouldRetry", "onGiveUp"])
      await expect(scriptedCall([reply], { [hook]: () => Promise.reject(error) }).result).rejects.toBe(error);
  });

  it("replace the failure by what onGiveUp throws, and the response is discarded", async () => {
    const error = new Error("hook");
    const call = scriptedCall([400], { onGiveUp: () => Promise.reject(error) });
    await expect(call.result).rejects.toBe(error);
    expect(call.events).toEqual(["send", "discard"]);
  });
});

describe("shouldRetry", () => {
  it("false ends the call", async () => {
    const call = scriptedCall([500, 200], { shouldRetry: () => false });
    expect(await endOf(call)).toMatchObject({ reason: "should-retry", verdict: { status: 500 } });
  });

  it.each([undefined, null, 42, "yes", {}, Promise.resolve(undefined)])(
    "%s leaves the decision to the table",
    async (value) => {
      const call = scriptedCall([500, 500, 200], { shouldRetry: () => value });
      expect(await call.result).toBe("ok");
      expect((await endOf(scriptedCall([400], { shouldRetry: () => value }))).reason).toBe("not-retryable");
    },
  );

  it("true retries what the table would not", async () => {
    const call = scriptedCall([400, 200], { shouldRetry: async () => true });
    expect(await call.result).toBe("ok");
    expect(call.sends).toHaveLength(2);
  });

  it("true overrides methods and unknownOutcome", async () => {
    const options: RetryOptions = { shouldRetry: () => true, methods: ["GET"], unknownOutcome: "stop" };
    expect(await scriptedCall([504, 200], options).result).toBe("ok");
  });

  it("true does not override a limit", async () => {
    const shouldRetry = () => true;
    expect((await endOf(scriptedCall([400], { shouldRetry, maxRetries: 2 }))).attempts).toHaveLength(3);
    const late = { status: 429, headers: { "retry-after": "600" } };
    expect((await endOf(scriptedCall([late], { shouldRetry }))).reason).toBe("retry-after-too-long");
    const spent = scriptedCall(
      [() => ({ ok: false, failure: { status: 429 }, canReplay: false, settle: (end) => end as never })],
      { shouldRetry },
    );
    expect((await endOf(spent)).reason).toBe("body-not-replayable");
  });

  it("receives the attempt, what is left, the verdict and the error", async () => {
    const seen: ShouldRetryContext[] = [];
    const error = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
    await scriptedCall([500, error, 200], { maxRetries: 2, shouldRetry: (context) => void seen.push(context) }).result;
    expect(seen).toMatchObject([
      { attempt: 1, retryCount: 0, retriesLeft: 2, verdict: { status: 500 }, error: undefined },
      { attempt: 2, retryCount: 1, retriesLeft: 1, verdict: { ruleId: "connection-reset" }, error },
    ]);
    expect(seen[1]?.attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("counts down to 0, and leaves Infinity as it is", async () => {
    const left: number[] = [];
    const shouldRetry = ({ retriesLeft }: ShouldRetryContext) => void left.push(retriesLeft);
    await scriptedCall([500], { maxRetries: 2, shouldRetry }).result;
    await scriptedCall([500, 200], { maxRetries: Number.POSITIVE_INFINITY, shouldRetry }).result;
    expect(left).toEqual([2, 1, 0, Number.POSITIVE_INFINITY]);
  });
});

describe("onRetry", () => {
  it("is called once before each retry, with the wait", async () => {
    const seen: RetryContext[] = [];
    const call = scriptedCall([500, 503, 200], { jitter: "none", onRetry: (context) => void seen.push(context) });
    await call.result;
    expect(seen).toMatchObject([
      { attempt: 1, delayMs: 1000, verdict: { status: 500 } },
      { attempt: 2, delayMs: 2000, verdict: { status: 503 } },
    ]);
    expect(seen).toHaveLength(2);
  });

  it("receives the server's wait", async () => {
    const onRetry = vi.fn();
    await scriptedCall([{ status: 429, headers: { "retry-after": "5" } }, 200], { onRetry }).result;
    expect(onRetry.mock.calls[0]?.[0]).toMatchObject({ delayMs: 5000, verdict: { retryAfterMs: 5000 } });
  });

  it("is not called for a final failure", async () => {
    const onRetry = vi.fn();
    await scriptedCall([400], { onRetry }).result;
    await scriptedCall([500], { onRetry, maxRetries: 0 }).result;
    expect(onRetry).not.toHaveBeenCalled();
  });
});

describe("onGiveUp", () => {
  it("is called once, with the last failure, the reason and the attempts", async () => {
    const seen: GiveUpContext[] = [];
    await scriptedCall([500], { maxRetries: 2, onGiveUp: (context) => void seen.push(context) }).result;
    expect(seen).toMatchObject([
      { attempt: 3, retryCount: 2, retriesLeft: 0, reason: "max-retries", repeated: true, verdict: { status: 500 } },
    ]);
    expect(seen[0]?.attempts).toHaveLength(3);
  });

  it("is not called on success", async () => {
    const onGiveUp = vi.fn();
    await scriptedCall([500, 200], { onGiveUp }).result;
    expect(onGiveUp).not.toHaveBeenCalled();
  });
});

describe("onAttempt", () => {
  it("is called for every attempt, even a successful one", async () => {
    const onAttempt = vi.fn();
    await scriptedCall([500, 200], { onAttempt }).result;
    expect(onAttempt.mock.calls.map(([record]) => [record.attempt, record.status, record.ruleId])).toEqual([
      [1, 500, "platform-failure"],
      [2, 200, undefined],
    ]);
  });

  it("is not called for one that the caller aborted", async () => {
    const onAttempt = vi.fn();
    const controller = new AbortController();
    const abort = () => {
      controller.abort();
      throw controller.signal.reason;
    };
    const call = scriptedCall([abort], { onAttempt, signal: controller.signal });
    expect(await call.result.catch((error: unknown) => error)).toBe(controller.signal.reason);
    expect(onAttempt).not.toHaveBeenCalled();
  });
});
