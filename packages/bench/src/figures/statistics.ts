import { mean, median, quantile } from "simple-statistics";

/** The median of some rounds and their spread. */
export interface Summary {
  readonly median: number;
  /** Half the distance between the quartiles, relative to the median. */
  readonly spread: number;
}

export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) return { median: Number.NaN, spread: Number.NaN };
  const all = [...values];
  const middle = median(all);
  return { median: middle, spread: (quantile(all, 0.75) - quantile(all, 0.25)) / 2 / middle };
}

/** The mean of the slowest tenth, relative to the median: how unfair the waits were. */
export function slowestTenth(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((one, other) => one - other);
  return mean(sorted.slice(-Math.ceil(sorted.length / 10))) / median(sorted);
}

/** The largest number of moments that fall into any window of `length`. */
export function mostWithin(length: number, moments: readonly number[]): number {
  const sorted = [...moments].sort((one, other) => one - other);
  let most = 0;
  let first = 0;
  for (const [index, moment] of sorted.entries()) {
    while (moment - (sorted[first] ?? moment) >= length) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
