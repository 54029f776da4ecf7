import type { Vector } from "./vector.ts";

/** Where a subject differs from the others by design. All else that a vector asks for is compared. */
export interface Gap {
  readonly why: string;
  /** The vectors that it concerns. */
  readonly has: (vector: Vector) => boolean;
  /** What is not compared; a vector without any is not played. */
  readonly without: readonly string[];
  /** Either end is right, so that it may not differ at all. Default: it must. */
  readonly isOpen?: true;
}

/** What is compared of a vector; `undefined` where it cannot be played. */
export function comparison(vector: Vector, gaps: readonly Gap[]): ((seen: unknown) => object) | undefined {
  const own = gaps.filter(({ has }) => has(vector));
  if (own.some(({ without }) => without.length === 0)) return undefined;
  const without = own.flatMap(({ without }) => without);
  return (seen) => Object.fromEntries(Object.entries(seen as object).filter(([name]) => !without.includes(name)));
}
