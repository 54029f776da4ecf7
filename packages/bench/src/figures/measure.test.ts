import { expect, test } from "vitest";
import { figuresTable } from "./measure.ts";

const figure = (name: string, median: number) => ({ name, median, spread: 0.05 });

test("shows times as ratios to the first, and whether a budget is kept", () => {
  const figures = [figure("first", 2e6), figure("ours", 1e6), figure("heavy", 3e6)];
  expect(figuresTable("time", figures, { ours: 1, heavy: 1 }).split("\n")).toEqual([
    "| time  |  ratio | spread |  median | budget            |",
    "| :---- | -----: | -----: | ------: | :---------------- |",
    "| first | 1.00 x |   ±5 % | 2.00 ms |                   |",
    "| ours  | 0.50 x |   ±5 % | 1.00 ms | 1.00 kept         |",
    "| heavy | 1.50 x |   ±5 % | 3.00 ms | 1.00 **exceeded** |",
  ]);
});

test("says that the machine was too busy for a time that is not positive", () => {
  const figures = [figure("first", 2e6), figure("ours", -1e6)];
  expect(figuresTable("time", figures, { ours: 1 }).split("\n").at(-1)).toBe(
    "| ours  |      – |      – |       – | the machine was too busy |",
  );
});

test("says so of every row if the first has no time", () => {
  const figures = [figure("first", -1), figure("ours", 1e6)];
  const rows = figuresTable("time", figures, { ours: 1 }).split("\n").slice(2);
  expect(rows.filter((row) => row.includes("the machine was too busy"))).toHaveLength(2);
});
