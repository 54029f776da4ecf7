import { expect, test } from "vitest";
import { mostWithin, slowestTenth, summarize } from "./statistics.ts";

test("summarizes rounds as median and relative spread", () => {
  expect(summarize([4, 1, 2, 3, 5])).toEqual({ median: 3, spread: 1 / 3 });
});

test("returns unknown figures for no values", () => {
  expect(summarize([])).toEqual({ median: Number.NaN, spread: Number.NaN });
  expect(slowestTenth([])).toBeNaN();
});

test("compares the mean of the slowest tenth with the median", () => {
  expect(slowestTenth([...Array(18).fill(2), 10, 20])).toBe(7.5);
});

test("finds the largest number of moments in any window, excluding its end", () => {
  expect(mostWithin(1000, [0, 999, 1000, 1500, 5000])).toBe(3);
  expect(mostWithin(1000, [])).toBe(0);
});
