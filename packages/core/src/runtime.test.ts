import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { after, type Runtime, systemRuntime } from "./runtime.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("systemRuntime", () => {
  it("sleeps for the given time", async () => {
    const done = vi.fn();
    const slept = systemRuntime.sleep(1000).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await slept;
    expect(done).toHaveBeenCalledOnce();
  });

  it("wakes with the signal's reason, and leaves no timer", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const slept = systemRuntime.sleep(1000, controller.signal);
    controller.abort(reason);
    await expect(slept).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not begin to sleep if the signal has already aborted", async () => {
    const reason = new Error("enough");
    await expect(systemRuntime.sleep(1000, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves no listener, however it wakes", async () => {
    const controller = new AbortController();
    const add = vi.spyOn(controller.signal, "addEventListener");
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    const slept = systemRuntime.sleep(10, controller.signal);
    await vi.advanceTimersByTimeAsync(10);
    await slept;
    expect(add).toHaveBeenCalledOnce();
    expect(remove.mock.calls[0]?.slice(0, 2)).toEqual(add.mock.calls[0]?.slice(0, 2));
  });

  it("has real time and random numbers", () => {
    vi.setSystemTime(5);
    expect(systemRuntime.now()).toBe(5);
    expect(systemRuntime.random()).toBeGreaterThanOrEqual(0);
    expect(systemRuntime.random()).toBeLessThan(1);
  });
});

describe("a timeout", () => {
  const random = () => 0;
  const slow = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const passes = async (runtime: Runtime, meanwhile = () => {}): Promise<boolean> => {
    const action = vi.fn();
    after(30, runtime, action);
    meanwhile();
    await vi.advanceTimersByTimeAsync(30);
    return action.mock.calls.length === 1;
  };

  it("fires if sleep is real, even if the runtime's clock stands still", async () => {
    expect(await passes({ sleep: slow, now: () => 0, random })).toBe(true);
  });

  it("fires if sleep is the system's, whatever the clock is set to", async () => {
    const runtime = { ...systemRuntime, random };
    expect(await passes(runtime, () => vi.setSystemTime(Date.now() - 30))).toBe(true);
  });

  const moving = (): Runtime => {
    let time = 0;
    const sleep = async (ms: number) => {
      time += ms;
    };
    return { sleep, now: () => time, random };
  };
  const still: Runtime = { sleep: async () => {}, now: () => 0, random };

  it.each([
    ["stands still", still],
    ["is moved by it", moving()],
  ])("fires in real time if sleep takes none and the runtime's clock %s", async (_, runtime) => {
    const action = vi.fn();
    after(30, runtime, action);
    await vi.advanceTimersByTimeAsync(29);
    expect(action).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(action).toHaveBeenCalledOnce();
  });

  it.each([still, moving()])("that is canceled leaves no timer if sleep takes no time", async (runtime) => {
    for (const isAsleep of [true, false]) {
      const cancel = after(30, runtime, () => {});
      if (!isAsleep) await vi.advanceTimersByTimeAsync(0);
      cancel();
      await vi.advanceTimersByTimeAsync(0);
      expect(vi.getTimerCount()).toBe(0);
    }
  });
});
