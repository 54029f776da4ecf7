import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemRuntime } from "./runtime.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("systemRuntime", () => {
  it("sleeps as long as asked", async () => {
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

  it("does not begin to sleep on an aborted signal", async () => {
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

  it("tells the time and throws dice", () => {
    vi.setSystemTime(5);
    expect(systemRuntime.now()).toBe(5);
    expect(systemRuntime.random()).toBeGreaterThanOrEqual(0);
    expect(systemRuntime.random()).toBeLessThan(1);
  });
});
