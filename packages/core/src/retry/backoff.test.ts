import { describe, expect, it } from "vitest";
import { type BackoffOptions, backoffMs } from "./backoff.ts";

const options: BackoffOptions = { initialDelay: 1000, factor: 2, maxDelay: 30_000, jitter: "none" };

/** The waits after attempts 1 to `count`. */
const waits = (count: number, changes: Partial<BackoffOptions> = {}, random = () => 0.5): number[] =>
  Array.from({ length: count }, (_, index) => backoffMs(index + 1, { ...options, ...changes }, random));

describe("backoffMs", () => {
  it("doubles the first wait up to the longest", () => {
    expect(waits(7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("begins with initialDelay", () => {
    expect(waits(4, { initialDelay: 300 })).toEqual([300, 600, 1200, 2400]);
    expect(waits(4, { initialDelay: 300, maxDelay: 1000 })).toEqual([300, 600, 1000, 1000]);
  });

  it("multiplies by factor", () => {
    expect(waits(3, { factor: 1 })).toEqual([1000, 1000, 1000]);
    expect(waits(3, { factor: 3 })).toEqual([1000, 3000, 9000]);
    expect(waits(3, { factor: 1.5 })).toEqual([1000, 1500, 2250]);
  });

  it("stays below a longest wait that is shorter than the first", () => {
    expect(waits(2, { initialDelay: 1000, maxDelay: 500 })).toEqual([500, 500]);
  });

  it("spreads a wait over its whole length with full jitter", () => {
    expect(waits(3, { jitter: "full" }, () => 0)).toEqual([0, 0, 0]);
    expect(waits(3, { jitter: "full" }, () => 0.5)).toEqual([500, 1000, 2000]);
    for (const wait of waits(10, { jitter: "full" }, () => 0.999_999)) expect(wait).toBeLessThan(30_000);
  });

  it("spreads a wait over its upper half with equal jitter", () => {
    expect(waits(3, { jitter: "equal" }, () => 0)).toEqual([500, 1000, 2000]);
    expect(waits(3, { jitter: "equal" }, () => 0.5)).toEqual([750, 1500, 3000]);
  });

  it("passes the computed wait to a jitter function, cap included", () => {
    const seen: number[] = [];
    const jitter = (delay: number) => {
      seen.push(delay);
      return delay / 2;
    };
    expect(waits(4, { initialDelay: 300, maxDelay: 1000, jitter })).toEqual([150, 300, 500, 500]);
    expect(seen).toEqual([300, 600, 1000, 1000]);
  });

  it.each([
    [-5, 0],
    [2000, 2000],
    [30_001, 30_000],
    [Number.POSITIVE_INFINITY, 30_000],
  ])("keeps the result of a jitter function between 0 and the longest wait: %d", (said, wait) => {
    expect(backoffMs(1, { ...options, jitter: () => said }, () => 0)).toBe(wait);
  });

  it.each([["10"], [undefined], [Number.NaN]])("throws if a jitter function returns %o", (said) => {
    expect(() => backoffMs(1, { ...options, jitter: (() => said) as never }, () => 0)).toThrow(
      new TypeError(`jitter must return a number of milliseconds; got ${typeof said === "string" ? '"10"' : said}`),
    );
  });

  it("is a number even after very many attempts", () => {
    expect(backoffMs(5000, options, () => 0.5)).toBe(30_000);
    expect(backoffMs(5000, { ...options, initialDelay: 0 }, () => 0.5)).toBe(0);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("throws a RangeError for attempt %d", (attempt) => {
    expect(() => backoffMs(attempt, options, () => 0)).toThrow(
      new RangeError(`attempt must be a positive integer; got ${attempt}`),
    );
  });
});
