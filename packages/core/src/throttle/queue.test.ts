import { expect, it } from "vitest";
import { Queue } from "./queue.ts";

function queueOf(...items: readonly [item: string, isReturning: boolean][]): Queue<string> {
  const queue = new Queue<string>();
  for (const [item, isReturning] of items) queue.add(item, isReturning);
  return queue;
}

it("serves in order of arrival, but before that those who return", () => {
  const queue = queueOf(["a", false], ["b", true], ["c", false], ["d", true]);
  expect(queue.all()).toEqual(["b", "d", "a", "c"]);
  expect(queue.first()).toBe("b");
  expect(queue.size).toBe(4);
});

it("continues with the first arrivals once nobody returns", () => {
  const queue = queueOf(["a", false], ["b", true]);
  expect([queue.delete("b"), queue.first(), queue.size]).toEqual([true, "a", 1]);
  expect([queue.delete("a"), queue.first(), queue.size]).toEqual([true, undefined, 0]);
});

it("returns whether the removed item was there", () => {
  const queue = queueOf(["a", false]);
  expect([queue.delete("b"), queue.delete("a"), queue.delete("a")]).toEqual([false, true, false]);
});
