/**
 * Works on several items at a time and yields the results in the order of the items.
 *
 * @param limit - how many items may be begun but not yet yielded
 * @param work - must not reject while others are awaited
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun = items.slice(0, limit).map(work);
  for (let next = limit; begun.length > 0; next++) {
    const result = await (begun.shift() as Promise<Result>);
    const item = items[next];
    if (item !== undefined) begun.push(work(item));
    yield result;
  }
}
