import { describe, expect, it } from "vitest";
import { revoked } from "../../test/throttled.ts";
import { Breaker } from "./breaker.ts";

/** A call that was not sent yet. */
const newCall = (id: number) => ({ id, attempts: 0 });

/** A breaker that two calls have opened at time 0. */
function opened(leastMs = 0): Breaker {
  const breaker = new Breaker();
  breaker.fail(1, revoked, 0, leastMs);
  breaker.fail(2, revoked, 0, leastMs);
  return breaker;
}

it("is closed until a second call meets the failure within ten seconds", () => {
  const breaker = new Breaker();
  expect(breaker.fail(1, revoked, 0, 0)).toBeUndefined();
  expect(breaker.fail(1, revoked, 1, 0)).toBeUndefined();
  expect([breaker.isOpen, breaker.refusal(newCall(3), 1)]).toEqual([false, undefined]);
  expect(breaker.fail(2, revoked, 10_001, 0)).toBe(1000);
  expect([breaker.isOpen, breaker.until]).toEqual([true, 11_001]);
  const late = new Breaker();
  late.fail(1, revoked, 0, 0);
  expect(late.fail(2, revoked, 10_001, 0)).toBeUndefined();
});

it("stays open as long as the server says, for at least a second", () => {
  expect([opened(0).until, opened(1000).until, opened(1001).until, opened(90_000).until]).toEqual([
    1000, 1000, 1001, 90_000,
  ]);
});

describe("an open breaker", () => {
  it("says how long other calls are refused", () => {
    expect(opened().refusal(newCall(3), 400)).toEqual({ ...revoked, refused: "circuit-open", retryAfterMs: 600 });
  });

  it("lets one call probe, and tells the others to come back in a second", () => {
    const breaker = opened();
    expect(breaker.refusal(newCall(3), 1000)).toBeUndefined();
    expect([
      breaker.refusal(newCall(4), 1000)?.retryAfterMs,
      breaker.refusal(newCall(4), 61_000)?.retryAfterMs,
    ]).toEqual([1000, 1000]);
  });

  it("ignores calls that left before it opened, and keeps to its time", () => {
    const breaker = opened();
    expect(breaker.fail(3, revoked, 500, 60_000)).toBeUndefined();
    expect(breaker.succeed(3)).toBe(false);
    breaker.leave(3);
    expect([breaker.isOpen, breaker.until]).toEqual([true, 1000]);
  });

  it("keeps its probe when other calls leave", () => {
    const breaker = opened();
    breaker.refusal(newCall(3), 1000);
    breaker.leave(4);
    expect(breaker.refusal(newCall(5), 1000)?.refused).toBe("circuit-open");
    breaker.leave(3);
    expect(breaker.refusal(newCall(5), 1000)).toBeUndefined();
  });

  it("doubles its time after a probe that fails, and starts again after one that succeeds", () => {
    const breaker = opened();
    breaker.refusal(newCall(3), 1000);
    expect(breaker.fail(3, revoked, 1000, 0)).toBe(2000);
    breaker.refusal(newCall(4), 3000);
    expect(breaker.succeed(4)).toBe(true);
    expect(breaker.isOpen).toBe(false);
    expect(breaker.fail(5, revoked, 3000, 0)).toBeUndefined();
    expect(breaker.fail(6, revoked, 3000, 0)).toBe(1000);
  });
});
