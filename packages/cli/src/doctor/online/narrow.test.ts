import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { narrow, OutOfTests } from "./narrow.ts";

const parts = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Searches for parts that fail only together, and counts the tests. */
async function find(count: number, culprits: readonly number[], hinted: readonly number[] = [], limit = Infinity) {
  let tests = 0;
  const result = await narrow(parts(count), hinted, async (set) => {
    if (tests === limit) throw new OutOfTests();
    tests++;
    return culprits.every((part) => set.includes(part));
  });
  return { ...result, tests };
}

describe("narrow", () => {
  it.each(parts(16))("finds part %i of 16 and proves it in at most five tests", async (part) => {
    const { parts, isProven, tests } = await find(16, [part]);
    expect([parts, isProven]).toEqual([[part], true]);
    expect(tests).toBeLessThanOrEqual(5);
  });

  it.each(parts(20))("finds part %i of 20 within five tests, proven or not", async (part) => {
    const { parts } = await find(20, [part], [], 5);
    expect(parts).toEqual([part]);
  });

  it("proves the 16 likeliest of 20 in at most five tests, and any in six", async () => {
    for (const part of parts(20)) {
      const { isProven, tests } = await find(20, [part]);
      expect(isProven).toBe(true);
      expect(tests).toBeLessThanOrEqual(part < 16 ? 5 : 6);
    }
  });

  it("takes one test where the failure names the part", async () => {
    expect(await find(20, [13], [13])).toEqual({ parts: [13], isProven: true, tests: 1 });
  });

  it("takes three tests where the failure names a pair", async () => {
    expect(await find(20, [3, 13], [3, 13])).toEqual({ parts: [3, 13], isProven: true, tests: 3 });
  });

  it("finds every pair of 18 in at most 16 tests", async () => {
    for (const one of parts(18)) {
      for (const other of parts(18).slice(one + 1)) {
        const { parts, isProven, tests } = await find(18, [one, other]);
        expect([parts, isProven]).toEqual([[one, other], true]);
        expect(tests).toBeLessThanOrEqual(16);
      }
    }
  });

  it("finds any set that fails together, and nothing else", async () => {
    const cases = fc
      .tuple(
        fc.integer({ min: 1, max: 24 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 2 }),
      )
      .map(([count, some, hints]) => ({
        count,
        culprits: [...new Set(some.map((part) => part % count))].sort((one, other) => one - other),
        hints: [...new Set(hints.map((part) => part % count))],
      }));
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, culprits, hints }) => {
        const { parts, isProven } = await find(count, culprits, hints);
        expect([parts.toSorted((one, other) => one - other), isProven]).toEqual([culprits, true]);
      }),
      { numRuns: 500 },
    );
  });

  it("says what is left when no further test is allowed", async () => {
    expect(await find(8, [5], [], 2)).toEqual({ parts: [1, 5], isProven: false, tests: 2 });
  });
});
