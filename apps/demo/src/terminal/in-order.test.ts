import { expect, it } from "vitest";
import { inOrder } from "./in-order.ts";

/** Work that ends when told to. */
function workshop() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (item: string) => {
    begun.push(item);
    return new Promise<string>((resolve) => ends.set(item, () => resolve(item.toUpperCase())));
  };
  return { begun, work, end: (item: string) => ends.get(item)?.() };
}

it("yields in the order of the items, whichever ends first", async () => {
  const { begun, work, end } = workshop();
  const results = inOrder(["a", "b", "c"], 2, work);
  const first = results.next();
  expect(begun).toEqual(["a", "b"]);
  end("b");
  end("a");
  expect(await first).toEqual({ done: false, value: "A" });
  expect(begun).toEqual(["a", "b", "c"]);
  expect(await results.next()).toEqual({ done: false, value: "B" });
  end("c");
  expect(await results.next()).toEqual({ done: false, value: "C" });
  expect(await results.next()).toEqual({ done: true, value: undefined });
});

it("yields nothing for no items", async () => {
  expect(await inOrder([], 3, workshop().work).next()).toEqual({ done: true, value: undefined });
});
