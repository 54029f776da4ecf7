import { expect, it } from "vitest";
import { Budget } from "./budget.ts";

it("allows as many retries as it holds", () => {
  const budget = new Budget(2);
  expect([1, 2, 3].map(() => budget.spend(0))).toEqual([true, true, false]);
});

it("is restored by the success of a retry, by ten others, or by a second", () => {
  const budget = new Budget(1);
  budget.spend(0);
  budget.succeed(true);
  expect(budget.spend(0)).toBe(true);
  for (let count = 0; count < 9; count++) budget.succeed(false);
  expect(budget.spend(0)).toBe(false);
  budget.succeed(false);
  budget.succeed(false);
  expect(budget.spend(0)).toBe(true);
  expect(budget.spend(999)).toBe(false);
  expect(budget.spend(1999)).toBe(true);
});

it("never holds more than at first", () => {
  const budget = new Budget(1);
  for (let count = 0; count < 5; count++) budget.succeed(true);
  expect([budget.spend(60_000), budget.spend(60_000)]).toEqual([true, false]);
});

it("treats a clock that was set back as one that stands still", () => {
  const budget = new Budget(3);
  expect([budget.spend(10_000), budget.spend(0), budget.spend(0), budget.spend(0)]).toEqual([true, true, true, false]);
});
