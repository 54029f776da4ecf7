import { describe, expect, it } from "vitest";
import { createClock, startOfTime } from "./clock.ts";

function setUp(limits: readonly number[] = [100, 250]) {
  const waits: number[] = [];
  const caller = new AbortController();
  const clock = createClock(
    () => limits,
    (signal) => signal === caller.signal,
    (ms) => {
      waits.push(ms);
      return clock.pass(ms);
    },
  );
  return { clock, waits, caller, elapsed: () => clock.now() - startOfTime };
}

const own = () => new AbortController().signal;

describe("createClock", () => {
  it("lets a wait pass at once", async () => {
    const { clock, waits, elapsed } = setUp();
    await clock.sleep(40);
    expect(waits).toEqual([40]);
    expect(elapsed()).toBe(40);
  });

  it("takes a wait with the caller's signal for a wait, even one as long as a timeout", async () => {
    const { clock, waits, caller } = setUp();
    await clock.sleep(100, caller.signal);
    await clock.sleep(100);
    expect(waits).toEqual([100, 100]);
  });

  it("fires the timeouts that a wait passes, in order", async () => {
    const { clock, elapsed } = setUp();
    const fired: number[] = [];
    for (const ms of [250, 100]) clock.sleep(ms, own()).then(() => fired.push(elapsed()));
    await clock.sleep(300);
    expect(fired).toEqual([100, 250]);
    expect(clock.pending).toBe(0);
  });

  it("keeps a timeout that is not due", async () => {
    const { clock } = setUp();
    clock.sleep(100, own());
    await clock.sleep(99);
    expect(clock.pending).toBe(1);
  });

  it("moves on to the next timeout only", async () => {
    const { clock, elapsed } = setUp();
    clock.sleep(250, own());
    clock.sleep(100, own());
    expect(await clock.passToLimit()).toBe(true);
    expect(elapsed()).toBe(100);
  });

  it("says that there is no timeout to move on to", async () => {
    expect(await setUp().clock.passToLimit()).toBe(false);
  });

  it("forgets a timeout that is canceled, and rejects with the reason", async () => {
    const { clock } = setUp();
    const controller = new AbortController();
    const slept = clock.sleep(100, controller.signal);
    controller.abort("enough");
    await expect(slept).rejects.toBe("enough");
    expect(clock.pending).toBe(0);
  });

  it("rejects a sleep whose signal has aborted", async () => {
    await expect(setUp().clock.sleep(40, AbortSignal.abort("early"))).rejects.toBe("early");
  });
});
