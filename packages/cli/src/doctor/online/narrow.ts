/** Which of several parts make something fail. */
export interface Narrowed<T> {
  /** One part, or several that fail only together. */
  readonly parts: readonly T[];
  /** Whether it was tried by itself; false if the calls ran out before that. */
  readonly isProven: boolean;
}

/** Thrown by the test when no further test is allowed. */
export class OutOfTests extends Error {
  override readonly name = "OutOfTests";
}

/**
 * Finds the smallest set of parts that fails, in few tests: delta debugging. All together are known to fail, and no part at all
 * to work. One part among `n` takes about `log2(n)` tests, a pair about three times as many.
 *
 * First it looks for one part, by halves: a half that fails contains the cause; one that works contains no part that fails by
 * itself. When no single part is left, it looks for several: it adds parts to those found until they fail.
 * Adding parts never repairs what already fails: whatever follows from that is not tested.
 *
 * @param likeliestFirst - the parts
 * @param hinted - the parts that the failure names, if any: they are tried before the rest
 * @param test - whether a set of parts fails
 */
export async function narrow<T>(
  likeliestFirst: readonly T[],
  hinted: readonly T[],
  test: (parts: readonly T[]) => Promise<boolean>,
): Promise<Narrowed<T>> {
  const parts = arranged(likeliestFirst);
  const known = new Known<T>(parts);
  const fails = async (set: readonly T[]): Promise<boolean> => {
    const before = known.of(set);
    if (before !== undefined) return before;
    const outcome = await test(set);
    known.add(set, outcome);
    return outcome;
  };
  let inside = parts;
  let suspects = parts;
  const found: T[] = [];
  try {
    let tried = hinted.length > 0 && hinted.length < parts.length ? hinted : firstHalf(suspects);
    while (suspects.length > 0 && inside.length > 1) {
      if (await fails(tried)) {
        inside = tried;
        suspects = tried;
      } else suspects = without(suspects, tried);
      tried = firstHalf(suspects);
    }
    if (inside.length <= 1) return { parts: inside, isProven: true };

    for (let rest = inside; found.length === 0 || !(await fails(found)); ) {
      if (rest.length === 0) return { parts: found, isProven: false };
      const end = await shortestFailing(rest, found, fails, known);
      found.push(rest[end - 1] as T);
      rest = rest.slice(0, end - 1);
    }
    return { parts: likeliestFirst.filter((part) => found.includes(part)), isProven: true };
  } catch (error) {
    if (!(error instanceof OutOfTests)) throw error;
    return { parts: suspects.length > 0 ? suspects : inside, isProven: false };
  }
}

const firstHalf = <T>(list: readonly T[]): readonly T[] => list.slice(0, Math.ceil(list.length / 2));

/** Puts the likeliest parts where the search by halves takes the fewest tests. */
function arranged<T>(parts: readonly T[]): readonly T[] {
  const places = testsByPlace(parts.length, false)
    .map((tests, place) => ({ tests, place }))
    .toSorted((one, other) => one.tests - other.tests);
  const result = [...parts];
  for (const [rank, { place }] of places.entries()) result[place] = parts[rank] as T;
  return result;
}

/** How many tests prove the part at each place of so many. The very last one has to be tried as well, unless it just failed. */
function testsByPlace(count: number, hasFailed: boolean): readonly number[] {
  if (count < 2) return Array.from({ length: count }, () => (hasFailed ? 0 : 1));
  const half = Math.ceil(count / 2);
  return [...testsByPlace(half, true), ...testsByPlace(count - half, false)].map((tests) => tests + 1);
}

const without = <T>(list: readonly T[], taken: readonly T[]): readonly T[] =>
  list.filter((item) => !taken.includes(item));

/** How many of `rest`, from the front, have to be added to `found` to make it fail. All of them are known to. */
async function shortestFailing<T>(
  rest: readonly T[],
  found: readonly T[],
  fails: (parts: readonly T[]) => Promise<boolean>,
  known: Known<T>,
): Promise<number> {
  const upTo = (length: number): readonly T[] => [...found, ...rest.slice(0, length)];
  let works = 0;
  while (works + 1 < rest.length && known.of(upTo(works + 1)) === false) works++;
  let breaks = rest.length;
  while (breaks - works > 1) {
    const middle = Math.floor((works + breaks) / 2);
    if (await fails(upTo(middle))) breaks = middle;
    else works = middle;
  }
  return breaks;
}

/** What earlier tests imply about a set: a set that contains a failing one fails, and one within a working set works. */
class Known<T> {
  readonly #failing: ReadonlySet<T>[];
  readonly #working: ReadonlySet<T>[] = [];

  constructor(failing: readonly T[]) {
    this.#failing = [new Set(failing)];
  }

  of(parts: readonly T[]): boolean | undefined {
    const set = new Set(parts);
    if (this.#failing.some((one) => isWithin(one, set))) return true;
    return parts.length === 0 || this.#working.some((one) => isWithin(set, one)) ? false : undefined;
  }

  add(parts: readonly T[], fails: boolean): void {
    (fails ? this.#failing : this.#working).push(new Set(parts));
  }
}

const isWithin = <T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean => [...one].every((item) => other.has(item));
