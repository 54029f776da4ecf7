/** A time axis. */
export interface Scale {
  /** Its length, in milliseconds. */
  readonly length: number;
  /** The positions of its marks, in milliseconds. */
  readonly ticks: readonly number[];
  /** The position of a moment: "25%". */
  place(moment: number): string;
}

/** The shortest axis, in milliseconds: shorter runs are drawn at the same scale as runs of this length. */
const shortest = 1000;

/** The possible distances between marks, in milliseconds: the first that leaves at most five marks is used. */
const steps = [250, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

/** An axis with room for what has happened so far, and some for what follows. */
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
