/** An axis of time. */
export interface Scale {
  /** Its length, in milliseconds. */
  readonly length: number;
  /** Where its marks are, in milliseconds. */
  readonly ticks: readonly number[];
  /** Where a moment is: "25%". */
  place(moment: number): string;
}

/** Shortest axis, in milliseconds: what is over at once is drawn at the same size as what takes a second. */
const shortest = 1000;

/** Marks are this far apart, in milliseconds: the first of these that leaves at most five of them. */
const steps = [250, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

/** An axis with room for what has happened, and some for what comes. */
export function scaleFor(now: number): Scale {
  const length = Math.max(shortest, now * 1.12);
  const step = steps.find((item) => length / item < 5) ?? 120_000;
  return {
    length,
    ticks: Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step),
    place: (moment) => `${((100 * moment) / length).toFixed(3)}%`,
  };
}

/** "0.25 s". */
export const tellSeconds = (milliseconds: number): string => `${Number((milliseconds / 1000).toFixed(2))} s`;
