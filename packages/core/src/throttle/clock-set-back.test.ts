import { describe, expect, it } from "vitest";
import { limited, limitedFor, revoked, throttled } from "../../test/throttled.ts";

const hour = 3_600_000;

describe("a clock that is set back", () => {
  it("does not keep a call from probing whether a key works again", async () => {
    const { enter, fail, time } = throttled();
    await fail(revoked);
    await fail(revoked);
    time.setBack(hour);
    await enter();
    await time.pass(1000);
    const probe = await enter();
    expect(probe.entered).toBe("sent");
    probe.call.succeed();
    expect((await enter()).entered).toBe("sent");
  });

  it("makes no pause longer", async () => {
    const { enter, fail, time, throttle } = throttled();
    (await fail(limitedFor(2))).call.leave();
    time.setBack(hour);
    const waiting = await enter();
    expect(waiting.entered).toBe("waiting");
    await time.pass(2000);
    expect(waiting.entered).toBe("sent");
    expect(throttle.snapshot()).toMatchObject([{ state: "watching" }]);
  });

  it("makes no pace slower, and lets it end", async () => {
    const { enter, fail, time, throttle } = throttled();
    await enter();
    await fail(limited);
    time.setBack(hour);
    const next = await enter();
    await time.pass(1000);
    expect(next.entered).toBe("sent");
    next.call.succeed();
    await time.pass(20_000);
    expect(throttle.snapshot()).toMatchObject([{ state: "idle", rate: undefined }]);
  });

  it("is shown as it is", async () => {
    const { fail, time, throttle } = throttled();
    await fail(limited);
    time.setBack(hour);
    await fail(limited);
    expect(throttle.snapshot()[0]?.lastFailure?.timestamp).toBe(time.now());
  });
});
