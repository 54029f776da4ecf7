/** Something to time. Returns how many nanoseconds one operation took. */
export type Sample = () => Promise<number> | number;

/** One contender: its median, and how far its rounds spread around it. */
export interface Figure {
  readonly name: string;
  /** Median time of one operation, in nanoseconds. */
  readonly median: number;
  /** Half the distance between the quartiles, relative to the median. */
  readonly spread: number;
}

/**
 * Times contenders in turns, so that what slows the machine down slows all of them. The first rounds warm up and do
 * not count.
 */
export async function compare(samples: Readonly<Record<string, Sample>>, rounds = 15, warmUp = 3): Promise<Figure[]> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds + warmUp; round++) {
    for (const [name, sample] of Object.entries(samples)) {
      const time = await sample();
      if (round >= warmUp) times.set(name, [...(times.get(name) ?? []), time]);
    }
  }
  return [...times].map(([name, all]) => ({ name, ...summary(all) }));
}

/** Runs a synchronous operation many times and returns the nanoseconds of one. */
export function perOperation(operation: () => unknown, times: number): Sample {
  let sink: unknown;
  return () => {
    const start = process.hrtime.bigint();
    for (let index = 0; index < times; index++) sink = operation();
    const elapsed = Number(process.hrtime.bigint() - start) / times;
    if (sink === Symbol.iterator) throw new Error("kept alive");
    return elapsed;
  };
}

function summary(times: readonly number[]): { median: number; spread: number } {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / 2 / at(0.5) };
}

/** Prints figures as ratios to the first, with the absolute median behind. */
export function report(
  title: string,
  figures: readonly Figure[],
  budgets: Readonly<Record<string, number>> = {},
): void {
  const base = figures[0]?.median ?? Number.NaN;
  console.log(`\n${title}`);
  for (const { name, median, spread } of figures) {
    const budget = budgets[name];
    const ratio = median / base;
    const against = budget === undefined ? "" : `  at most ${budget.toFixed(2)} ${ratio <= budget ? "ok" : "OVER"}`;
    const time = median >= 1e5 ? `${(median / 1e6).toFixed(2)} ms` : `${(median / 1e3).toFixed(2)} µs`;
    console.log(
      `  ${name.padEnd(34)} ${ratio.toFixed(2).padStart(7)} x  ± ${(spread * 100).toFixed(0)} %  ${time}${against}`,
    );
  }
}
