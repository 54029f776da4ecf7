import type fc from "fast-check";

/** Something that reads hostile input. */
export interface Target {
  readonly name: string;
  /** What it reads, and what must hold, in one line. */
  readonly about: string;
  /** Resolves when one input made from the seed has been survived; rejects if it was not. */
  property(): fc.IAsyncProperty<unknown> | fc.IProperty<unknown>;
  /** Reads a text, if the target reads only text: to measure how its work grows. */
  readonly read?: (text: string) => unknown;
}

/** @throws Error that says what did not hold */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`It must hold that ${what}.`);
}
