import type { Vector } from "../vector.ts";

/** Where a subject differs from the others by design. Everything else that a vector specifies is compared. */
export interface Gap {
  readonly why: string;
  /** Whether a vector is affected. */
  readonly has: (vector: Vector) => boolean;
  /** What is not compared; if empty, the vector is not played. */
  readonly without: readonly string[];
  /** Whether either result is right, so that the subject need not differ. Default: it must. */
  readonly isOpen?: true;
}

/** What is compared of a vector; `undefined` if it cannot be played. */
export function comparison(vector: Vector, gaps: readonly Gap[]): ((seen: unknown) => object) | undefined {
  const own = gaps.filter(({ has }) => has(vector));
  if (own.some(({ without }) => without.length === 0)) return undefined;
  const without = own.flatMap(({ without }) => without);
  return (seen) => Object.fromEntries(Object.entries(seen as object).filter(([name]) => !without.includes(name)));
}
