import { pieces } from "./pieces.ts";
import type { Target } from "./target.ts";

/** How the work of a reader grows on one kind of text. */
export interface Growth {
  readonly target: string;
  readonly piece: string;
  /** Milliseconds of processor time for n, 2n and 4n characters, each the minimum of several runs. */
  readonly ms: readonly [number, number, number];
  /** The cost of four times the text; 4 is linear, 16 is quadratic. */
  readonly ratio: number;
}

/** Durations below this, in milliseconds, are too short to show how they grow. */
const leastMs = 20;

/** Beyond this, work grows faster than its input: half way between linear and quadratic, on a scale of powers. */
export const mostGrowth = 8;

/**
 * How the work grows from n over 2n to 4n characters, for each kind of text that takes long enough to be measured.
 *
 * @param n - the shortest text, in characters
 */
export async function growthOf({ name, read }: Target, n: number): Promise<readonly Growth[]> {
  if (read === undefined) return [];
  const found: Growth[] = [];
  for (const piece of pieces) {
    const text = (length: number): string => piece.repeat(Math.ceil(length / piece.length));
    let growth = await measure(name, piece, read, text, n, 2);
    // A busy machine can make one run slow: a bad result is measured again.
    if (growth.ratio > mostGrowth / 2) growth = await measure(name, piece, read, text, n, 9);
    if (growth.ms[2] >= leastMs) found.push(growth);
  }
  return found;
}

async function measure(
  target: string,
  piece: string,
  read: NonNullable<Target["read"]>,
  text: (length: number) => string,
  n: number,
  runs: number,
): Promise<Growth> {
  const ms: [number, number, number] = [0, 0, 0];
  for (const [index, length] of [n, 2 * n, 4 * n].entries()) {
    const input = text(length);
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const begun = process.cpuUsage();
      await read(input);
      // Processor time, not elapsed time: other programs may run in between.
      const { user, system } = process.cpuUsage(begun);
      least = Math.min(least, (user + system) / 1000);
    }
    ms[index] = least;
  }
  return { target, piece, ms, ratio: ms[2] / Math.max(ms[0], leastMs / 8) };
}
