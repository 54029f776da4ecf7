import { markdownTable } from "markdown-table";
import { type Summary, summarize } from "./statistics.ts";

/** Something to time. Returns how many nanoseconds one operation took. */
export type Sample = () => Promise<number> | number;

/** One contender: the median of its rounds in nanoseconds, and their spread. */
export interface Figure extends Summary {
  readonly name: string;
}

/**
 * Times contenders in turns, so that anything that slows the machine down slows all of them. The first rounds are a warm-up
 * and do not count.
 */
export async function compare(samples: Readonly<Record<string, Sample>>, rounds = 15, warmUp = 3): Promise<Figure[]> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds + warmUp; round++) {
    for (const [name, sample] of Object.entries(samples)) {
      const time = await sample();
      if (round >= warmUp) times.set(name, [...(times.get(name) ?? []), time]);
    }
  }
  return [...times].map(([name, all]) => ({ name, ...summarize(all) }));
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

/** Figures as ratios to the first, followed by the absolute median. A time that noise swallowed is neither, and keeps no budget. */
export function figuresTable(
  title: string,
  figures: readonly Figure[],
  budgets: Readonly<Record<string, number>> = {},
): string {
  const base = figures[0]?.median ?? Number.NaN;
  const rows = figures.map(({ name, median, spread }) => {
    const budget = budgets[name];
    if (!(median > 0 && base > 0)) return [name, "–", "–", "–", "the machine was too busy"];
    const isWithin = budget !== undefined && median / base <= budget;
    return [
      name,
      `${(median / base).toFixed(2)} x`,
      `±${(spread * 100).toFixed(0)} %`,
      median >= 1e5 ? `${(median / 1e6).toFixed(2)} ms` : `${(median / 1e3).toFixed(2)} µs`,
      budget === undefined ? "" : `${budget.toFixed(2)} ${isWithin ? "kept" : "**exceeded**"}`,
    ];
  });
  const head = [title, "ratio", "spread", "median", "budget"];
  return markdownTable([head, ...rows], { align: ["l", "r", "r", "r", "l"] });
}
