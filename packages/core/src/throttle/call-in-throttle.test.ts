import { describe, expect, it, vi } from "vitest";
import { limited, limitedFor, revoked, throttled, verdictOf } from "../../test/throttled.ts";
import { createThrottle } from "./create-throttle.ts";

describe("a call in several lanes", () => {
  it("gets its place at once if none of them makes it wait", async () => {
    const { begin, fail } = throttled();
    await fail(revoked);
    await fail(verdictOf(500));
    const next = begin();
    expect([next.call.enter()]).toEqual([undefined]);
  });

  it("gives back its place in one if another refuses it", async () => {
    const { enter, fail, throttle } = throttled({ maxConcurrency: 1 });
    await fail(revoked, { model: "m-2" });
    await fail(revoked, { model: "m-3" });
    expect((await enter()).entered).toBe("circuit-open");
    const model = throttle.snapshot().find(({ model }) => model === "m-1");
    expect(model).toMatchObject({ inFlight: 0, queued: 0 });
  });

  it("counts as a success in those that its failure does not concern", async () => {
    const { enter, fail, time, throttle } = throttled();
    await enter();
    await fail(limited);
    const next = await enter();
    await time.pass(50);
    expect(next.entered).toBe("sent");
    next.call.fail(verdictOf(400));
    await time.pass(150);
    expect(throttle.snapshot()).toMatchObject([{ rate: 40, inFlight: 0 }]);
  });

  it.each([
    ["was canceled", new DOMException("This operation was aborted", "AbortError")],
    ["got no answer in time", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
    ["got no answer", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" })],
  ])("counts as nothing in those that its failure does not concern if it %s", async (_, error) => {
    const { enter, fail, time, throttle } = throttled();
    await enter();
    await fail(limited);
    const next = await enter();
    await time.pass(50);
    next.call.fail(verdictOf({ error }));
    await time.pass(150);
    expect(throttle.snapshot()[0]).toMatchObject({ model: "m-1", rate: 20, inFlight: 0 });
  });
});

describe("a call that leaves", () => {
  it("while it waits is not sent, and the next call gets its turn", async () => {
    const { enter, time, throttle, types } = throttled({ maxConcurrency: 1 });
    const sent = await enter();
    const gone = await enter();
    const next = await enter();
    gone.call.leave();
    expect(throttle.snapshot()).toMatchObject([{ inFlight: 1, queued: 1 }]);
    sent.call.succeed();
    await time.pass(0);
    expect(next.entered).toBe("sent");
    expect(throttle.snapshot()).toMatchObject([{ inFlight: 1, queued: 0 }]);
    expect(types()).toEqual(["queue", "queue", "release"]);
  });

  it("no longer counts among those that share its key", async () => {
    const { enter, fail, throttle } = throttled();
    const other = await enter();
    other.call.leave();
    await fail(limited);
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("does not count as in flight, nor do calls that have been judged or not been sent", async () => {
    const { begin, enter, fail, throttle } = throttled();
    begin();
    (await enter()).call.succeed();
    (await enter()).call.fail(verdictOf(400));
    await fail(limited);
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });
});

describe("a retry", () => {
  it("waits by itself if its failure concerns no other call", async () => {
    const { fail } = throttled();
    const { call } = await fail(verdictOf(400));
    expect(call.resend(700, verdictOf(400))).toBe(700);
  });

  it("uses the budget if another call is in progress", async () => {
    const { begin, fail } = throttled({ pacing: false, retryBudget: 1 });
    const other = begin();
    const { call } = await fail(limited);
    expect([call.resend(500, limited), call.resend(500, limited)]).toEqual([500, undefined]);
    other.call.leave();
    expect(call.resend(500, limited)).toBe(500);
  });

  it("that succeeds restores what it used, any other success a tenth of that", async () => {
    const { enter, fail, begin } = throttled({ pacing: false, retryBudget: 1 });
    begin();
    const { call } = await fail(limited);
    const left = () => call.resend(500, limited) !== undefined;
    expect([left(), left()]).toEqual([true, false]);
    for (let count = 0; count < 9; count++) (await enter()).call.succeed();
    expect(left()).toBe(false);
    (await enter()).call.succeed();
    (await enter()).call.succeed();
    expect(left()).toBe(true);
  });
});

describe("an observer", () => {
  it("receives how long a call waited, and the state of its key", async () => {
    const { enter, fail, time, events } = throttled();
    await enter();
    await fail(limited);
    await enter();
    await time.pass(50);
    expect(events.map(({ type, waitMs, model, state }) => [type, waitMs, model, state])).toEqual([
      ["slow", undefined, "m-1", "pacing"],
      ["queue", undefined, "m-1", "pacing"],
      ["release", 50, "m-1", "pacing"],
    ]);
  });

  it("receives pauses and refusals, with their times", async () => {
    const { enter, fail, events } = throttled();
    await fail(limitedFor(20));
    await enter({}, 10_000);
    expect(events.map(({ type, waitMs, state }) => [type, waitMs, state])).toEqual([
      ["pause", 20_000, "paused"],
      ["refuse", undefined, "paused"],
    ]);
  });

  it("cannot break a call with a promise that rejects", async () => {
    const { time } = throttled();
    const onUnhandled = vi.fn();
    process.once("unhandledRejection", onUnhandled);
    const onThrottle = vi.fn(async () => {
      throw new Error("watching");
    });
    const call = createThrottle().join(() => ({}), { runtime: time, maxRetryAfter: 0, onThrottle });
    call.enter();
    await time.pass(1);
    call.fail(limitedFor(2));
    await time.pass(1);
    expect(onThrottle).toHaveBeenCalledOnce();
    process.off("unhandledRejection", onUnhandled);
    expect(onUnhandled).not.toHaveBeenCalled();
  });
});

describe("a key", () => {
  it("is shared only by calls of the same model for a rate limit", async () => {
    const { enter, fail, throttle } = throttled();
    await enter({ model: "m-2" });
    await enter({ url: "https://api.cometapi.com/v1/embeddings" });
    await enter({ credential: "two" });
    await fail(limited);
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("is shared by calls of the same route for a server's failure", async () => {
    const { enter, fail, throttle } = throttled();
    await enter({ model: "m-2" });
    for (let count = 0; count < 5; count++) await fail(verdictOf(500));
    expect(throttle.snapshot()).toMatchObject([{ state: "pacing", model: undefined }]);
  });

  it("distinguishes tenants by number, and recognizes them again", async () => {
    const { fail, throttle } = throttled();
    for (const [model, credential] of [
      ["m-1", "one"],
      ["m-2", "two"],
      ["m-3", "one"],
      ["m-4", "three"],
    ]) {
      await fail(limited, { model, credential });
    }
    expect(throttle.snapshot().map(({ tenant }) => tenant)).toEqual([1, 2, 1, 3]);
  });

  it("has its own number as long as there are no more than ten thousand tenants", () => {
    const { throttle, time } = throttled();
    const tenantOf = (credential: string, model: string) => {
      const call = throttle.join(() => ({ credential, model }), { runtime: time, maxRetryAfter: 0 });
      call.enter();
      call.fail(limited);
      call.leave();
      return throttle.snapshot().find((status) => status.model === model)?.tenant;
    };
    for (let count = 1; count < 10_000; count++) {
      const call = throttle.join(() => ({ credential: `c-${count}` }), { runtime: time, maxRetryAfter: 0 });
      call.fail(limited);
      call.leave();
    }
    expect([tenantOf("c-10000", "m-1"), tenantOf("c-1", "m-2")]).toEqual([10_000, 1]);
    expect([tenantOf("c-10001", "m-3"), tenantOf("c-2", "m-4"), tenantOf("c-1", "m-5")]).toEqual([10_001, 2, 10_002]);
  });

  it("is remembered for five minutes after its last trouble", async () => {
    const { fail, throttle, time } = throttled();
    (await fail(limited)).call.leave();
    await time.pass(299_999);
    (await fail(limited, { model: "m-2" })).call.leave();
    expect(throttle.snapshot()).toHaveLength(2);
  });

  it("is remembered for five minutes after a pause, and after the time of an open breaker", async () => {
    const paused = throttled();
    (await paused.fail(limitedFor(100))).call.leave();
    await paused.time.pass(400_000);
    (await paused.fail(limited, { model: "m-2" })).call.leave();
    expect(paused.throttle.snapshot()).toHaveLength(1);
    await paused.fail(limitedFor(100));
    await paused.time.pass(399_000);
    await paused.fail(limited, { model: "m-3" });
    expect(paused.throttle.snapshot().map(({ model }) => model)).toContain("m-1");
  });
});
