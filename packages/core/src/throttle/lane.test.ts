import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { limited, limitedFor, revoked, throttled, verdictOf } from "../../test/throttled.ts";
import { createThrottle } from "./create-throttle.ts";

type Test = ReturnType<typeof throttled>;

/** A key that is paced from now on, with as many calls in flight as are returned. */
async function paced({ enter, fail }: Test, others = 1) {
  const old = [];
  for (let count = 0; count < others; count++) old.push(await enter());
  await fail(limited);
  return old;
}

/** Begins a call and waits until it is sent. */
async function sent({ enter, time }: Test) {
  const test = await enter();
  for (let count = 0; test.entered === "waiting" && count < 100; count++) await time.pass(10);
  expect(test.entered).toBe("sent");
  return test;
}

describe("the state of a key", () => {
  it("is the credential's alone if the key was revoked, and open", async () => {
    const { fail, throttle } = throttled();
    await fail(revoked);
    await fail(revoked);
    expect(throttle.snapshot()).toMatchObject([{ route: undefined, model: undefined, state: "open" }]);
  });

  it("is the route's alone for a server's failure", async () => {
    const { fail, throttle } = throttled();
    await fail(verdictOf({ status: 500, headers: { "retry-after": "9" } }));
    expect(throttle.snapshot()).toMatchObject([{ route: "/v1/chat/completions", model: undefined }]);
  });

  it("is watching for ten seconds after a failure, and then idle", async () => {
    const { fail, throttle, time } = throttled();
    (await fail(limited)).call.leave();
    await time.pass(9_999);
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
    await time.pass(1);
    expect(throttle.snapshot()).toMatchObject([{ state: "idle" }]);
  });

  it("is paused up to the moment that the server named", async () => {
    const { fail, throttle, time } = throttled();
    (await fail(limitedFor(2))).call.leave();
    await time.pass(1_999);
    expect(throttle.snapshot()).toMatchObject([{ state: "paused" }]);
    await time.pass(1);
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("is idle if nothing failed", async () => {
    const { enter, throttle } = throttled({ maxConcurrency: 1 });
    await enter();
    expect(throttle.snapshot()).toMatchObject([{ state: "idle", concurrency: 1, rate: undefined }]);
  });

  it("counts twenty rules by name, and continues to count those", async () => {
    const { fail, throttle } = throttled();
    const named = (index: number) => ({ ...limited, ruleId: `rule-${index}` });
    for (let index = 0; index < 25; index++) await fail(named(index));
    await fail(named(0));
    const [{ rules = {} } = {}] = throttle.snapshot();
    expect(Object.keys(rules)).toHaveLength(20);
    expect([rules["rule-0"], rules["rule-19"]]).toEqual([2, 1]);
  });

  it("is kept while calls are in flight and others wait", async () => {
    const { enter, fail, throttle, time } = throttled({ maxConcurrency: 1 });
    await enter();
    await enter();
    await time.pass(300_001);
    (await fail(limited, { model: "m-2" })).call.leave();
    expect(throttle.snapshot()).toHaveLength(2);
  });
});

describe("a call", () => {
  it("does not overtake those whose timer is late", async () => {
    let now = 1000;
    const runtime = { now: () => now, random: () => 0.5, sleep: () => new Promise<void>(() => {}) };
    const throttle = createThrottle();
    const begin = () => throttle.join(() => ({}), { runtime, maxRetryAfter: 120_000 });
    const first = begin();
    first.enter();
    now += 1;
    first.fail(limitedFor(1));
    let sentCount = 0;
    const enter = async () => {
      await begin().enter();
      sentCount++;
    };
    void enter();
    now += 5000;
    void enter();
    await turn();
    expect(sentCount).toBe(0);
  });

  it("is sent at once if there is a place, even if none may wait", async () => {
    const { enter } = throttled({ maxConcurrency: 1, maxQueue: 0 });
    expect([(await enter()).entered, (await enter()).entered]).toEqual(["sent", "queue-full"]);
  });

  it("that is retried in spite of its verdict is never refused", async () => {
    const { enter, fail } = throttled();
    const again = await fail(revoked);
    await fail(revoked);
    expect((await enter()).entered).toBe("circuit-open");
    expect(await again.enter()).toBe("sent");
  });

  it("that waits for its retry keeps its turn when others are refused", async () => {
    const { enter, fail, throttle, time } = throttled({ maxConcurrency: 2 });
    const gone = verdictOf({ status: 503, body: '{"error":{"code":"model_not_found","message":"no channel"}}' });
    const again = await fail(verdictOf(400));
    const [one, other, next] = [await enter(), await enter(), await enter()];
    expect([await again.enter(), (await enter()).entered]).toEqual(["waiting", "waiting"]);
    one.call.fail(gone);
    other.call.fail(gone);
    await time.pass(0);
    expect([next.entered, again.entered]).toEqual(["sent", "sent"]);
    expect(throttle.snapshot()).toMatchObject([{ state: "open", inFlight: 2, queued: 0 }]);
  });

  it("that is alone may be retried without a budget", async () => {
    const { fail } = throttled({ pacing: false, retryBudget: 0 });
    expect((await fail(limited)).call.resend(500, limited)).toBe(500);
  });

  it("is refused until two minutes have passed if the server wants a longer wait", async () => {
    const { fail, enter, time } = throttled();
    await fail(limitedFor(3600));
    await fail(limitedFor(3600));
    await time.pass(119_999);
    expect((await enter()).entered).toBe("circuit-open");
  });
});

describe("a call that was refused by the server while others succeeded", () => {
  it("only waits for its turn, once, but for the server's wait always", async () => {
    const test = throttled();
    await paced(test);
    (await sent(test)).call.succeed();
    const [first, second] = [await sent(test), await sent(test)];
    first.call.fail(limited);
    expect(first.call.resend(700, limited)).toBe(0);
    second.call.fail(limitedFor(5));
    expect(second.call.resend(5000, limitedFor(5))).toBe(5000);
    await first.enter();
    await test.time.pass(1000);
    expect(first.entered).toBe("sent");
    first.call.fail(limited);
    expect(first.call.resend(700, limited)).toBe(700);
  });

  it("waits by itself if no other call succeeded", async () => {
    const test = throttled();
    await paced(test);
    const { call } = await sent(test);
    call.fail(limited);
    expect(call.resend(700, limited)).toBe(700);
  });
});

describe("the pace", () => {
  const rate = ({ throttle }: Test) => throttle.snapshot()[0]?.rate;
  const concurrency = ({ throttle }: Test) => throttle.snapshot()[0]?.concurrency;

  it("is not confirmed by requests sent before it, or at its very moment", async () => {
    const test = throttled();
    const before = await test.enter();
    const failing = await test.enter();
    await test.time.pass(1);
    const beside = await test.enter();
    failing.call.fail(limited);
    before.call.succeed();
    beside.call.succeed();
    await test.time.pass(600);
    expect(rate(test)).toBe(20);
  });

  it("is not confirmed by requests sent before its last change, or at that very moment", async () => {
    for (const waitMs of [0, 5]) {
      const test = throttled();
      await paced(test, 3);
      const [first, second] = [await sent(test), await sent(test)];
      await test.time.pass(waitMs);
      first.call.fail(limited);
      second.call.succeed();
      await test.time.pass(600);
      expect(rate(test)).toBe(14);
    }
  });

  it("doubles every 150 ms once a request was accepted", async () => {
    const test = throttled();
    await paced(test);
    (await sent(test)).call.succeed();
    await test.time.pass(150);
    expect(rate(test)).toBe(40);
  });

  it("doubles as slowly as the server refuses, and as fast as its fastest answer allows", async () => {
    const slow = throttled();
    await slow.enter();
    const failing = await slow.enter();
    await slow.time.pass(400);
    failing.call.fail(limited);
    const late = await sent(slow);
    await slow.time.pass(500);
    late.call.succeed();
    await slow.time.pass(600);
    expect(rate(slow)).toBe(40);

    const quick = async (refusedIn: number, answeredIn: number) => {
      const test = throttled();
      await test.enter();
      const first = await test.enter();
      await test.time.pass(1000);
      first.call.fail(limited);
      const second = await sent(test);
      await test.time.pass(refusedIn);
      second.call.fail(limited);
      const third = await sent(test);
      await test.time.pass(answeredIn);
      third.call.succeed();
      await test.time.pass(150);
      return rate(test);
    };
    expect([await quick(10, 1000), await quick(1000, 10)]).toEqual([40, 40]);
  });

  it("counts one refusal once for all that were sent at that moment", async () => {
    const { enter, events } = throttled();
    const burst = [await enter(), await enter()];
    for (const { call } of burst) call.fail(limitedFor(2));
    expect(events.filter(({ type }) => type === "pause")).toHaveLength(1);
  });

  it("applies to waiting calls, too", async () => {
    const test = throttled({ maxConcurrency: 2 });
    const [first] = [await test.enter(), await test.enter(), await test.enter()];
    first.call.fail(limited);
    expect(test.throttle.snapshot()).toMatchObject([{ state: "pacing" }]);
  });

  it("restores one place in flight with each accepted request, up to maxConcurrency", async () => {
    const test = throttled({ maxConcurrency: 6 });
    const old = await paced(test, 5);
    expect(concurrency(test)).toBe(3);
    for (const { call } of old) call.leave();
    const seen = [];
    for (let count = 0; count < 5; count++) {
      (await sent(test)).call.succeed();
      seen.push(concurrency(test));
    }
    expect(seen).toEqual([4, 5, 6, 6, 6]);
  });

  it("halves the places again if a call is refused while all are taken, and only then", async () => {
    const refusedWith = async (taken: number) => {
      const test = throttled();
      for (let count = 0; count < 9; count++) await test.enter();
      const failing = await test.enter();
      // A refusal takes long: nothing counts as a success meanwhile.
      await test.time.pass(400);
      failing.call.fail(limited);
      expect(concurrency(test)).toBe(5);
      const calls = [];
      for (let count = 0; count < taken; count++) calls.push(await sent(test));
      calls[0]?.call.fail(limited);
      return concurrency(test);
    };
    expect([await refusedWith(3), await refusedWith(4), await refusedWith(5)]).toEqual([5, 5, 3]);
  });

  it("is reported each time it slows down", async () => {
    const test = throttled();
    await paced(test);
    (await sent(test)).call.fail(limited);
    expect(test.types().filter((type) => type === "slow")).toHaveLength(2);
    expect(rate(test)).toBe(14);
  });

  it("stays while calls wait, however calm it is", async () => {
    const test = throttled();
    await paced(test);
    await sent(test);
    await test.enter();
    await test.time.pass(20_000);
    expect(test.throttle.snapshot()).toMatchObject([{ state: "pacing", concurrency: 1, queued: 1 }]);
  });

  it("learns nothing about the server's capacity while earlier requests are still being refused", async () => {
    const rateAfter = async (leftAt: "before" | "then" | undefined) => {
      const test = throttled();
      const failing = await test.enter();
      const before = await test.enter();
      await test.time.pass(1);
      const then = await test.enter();
      failing.call.fail(limited);
      (await sent(test)).call.succeed();
      const next = await sent(test);
      if (leftAt) (leftAt === "before" ? before : then).call.fail(limited);
      next.call.fail(limited);
      return rate(test) as number;
    };
    expect(await rateAfter("before")).toBe(20);
    expect(await rateAfter("then")).toBe(20);
    expect(await rateAfter(undefined)).toBeCloseTo(20 * 2 ** (50 / 150) * 0.95, 2);
  });

  it("after an outage grows to twice the rate at which new calls arrive, whatever is retried", async () => {
    const test = throttled();
    await paced(test);
    const calls = [];
    const since = test.time.now() - 1;
    for (let count = 1; count <= 200; count++) {
      calls.push(await test.enter());
      await test.time.pass(25);
      for (const each of calls) {
        if (each.entered !== "sent") continue;
        each.call.fail(limited);
        expect(await each.enter()).toBe("waiting");
      }
    }
    while (calls.every(({ entered }) => entered === "waiting")) await test.time.pass(10);
    calls.find(({ entered }) => entered === "sent")?.call.succeed();
    const arrivals = (200 * 1000) / (test.time.now() - since);
    expect(rate(test)).toBe(20);
    await test.time.pass(300);
    expect(Math.abs((rate(test) as number) - 2 * arrivals)).toBeLessThan(0.5);
  });
});
