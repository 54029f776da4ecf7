import { describe, expect, it } from "vitest";
import { FailureTally } from "./failure-tally.ts";

describe("the tally", () => {
  const tallyOf = (failures: number, successes: number): FailureTally => {
    const tally = new FailureTally();
    for (let count = 0; count < successes; count++) tally.add(0);
    for (let count = 0; count < failures; count++) tally.add(1);
    return tally;
  };

  it("has failures from the first one on", () => {
    expect([tallyOf(0, 0), tallyOf(0, 9), tallyOf(1, 0)].map(({ hasFailures }) => hasFailures)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("counts five failures as trouble if they are more than the successes", () => {
    const troubles = [tallyOf(4, 0), tallyOf(5, 0), tallyOf(5, 4), tallyOf(5, 5), tallyOf(6, 5)];
    expect(troubles.map(({ isTrouble }) => isTrouble)).toEqual([false, true, true, false, true]);
  });

  it("halves old counts as soon as there are more than forty", () => {
    const tally = tallyOf(11, 30);
    expect(tally.isTrouble).toBe(false);
    for (let count = 0; count < 9; count++) tally.add(1);
    expect(tally.isTrouble).toBe(false);
    tally.add(1);
    expect(tally.isTrouble).toBe(true);
  });

  it("counts forty in full", () => {
    const tally = tallyOf(21, 19);
    tally.add(0);
    expect(tally.isTrouble).toBe(true);
  });
});
