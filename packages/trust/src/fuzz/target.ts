import type fc from "fast-check";

/** Something that is fed hostile input. */
export interface Target {
  readonly name: string;
  /** What it is, and what must hold, in one line. */
  readonly about: string;
  /** Resolves when one input made from the seed has been survived; rejects when it was not. */
  property(): fc.IAsyncProperty<unknown> | fc.IProperty<unknown>;
  /** What is read, given text alone: to see how its work grows. */
  readonly read?: (text: string) => unknown;
}

/** @throws Error that says what did not hold */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`It must hold that ${what}.`);
}
