import { describe, expect, it } from "vitest";
import { verdictOf } from "../../test/throttled.ts";
import type { Category, Retry, Scope } from "../rule.ts";
import { isAsking, isCertain, isShared, Tally } from "./trouble.ts";

const verdict = (category: Category, scope: Scope, retry: Retry) => ({ ...verdictOf(429), category, scope, retry });

describe("a verdict", () => {
  it.each(["rate_limit", "overloaded", "server", "timeout", "network"] as const)(
    "of %s is about others, but for those of the request alone",
    (category) => {
      for (const scope of ["model", "route", "credential", "gateway"] as const) {
        expect(isShared(verdict(category, scope, "yes"))).toBe(true);
      }
      expect(isShared(verdict(category, "request", "yes"))).toBe(false);
    },
  );

  it("of anything else is about others where it is final and not the route's", () => {
    expect(isShared(verdict("quota", "credential", "no"))).toBe(true);
    expect(isShared(verdict("quota", "credential", "usually-no"))).toBe(false);
    expect(isShared(verdict("not_found", "route", "no"))).toBe(false);
    expect(isShared(verdict("request", "request", "no"))).toBe(false);
  });

  it("is certain for the next call where it is final, or lasts for more than two minutes", () => {
    const lasting = (retry: Retry, retryAfterMs?: number) => isCertain({ ...verdictOf(429), retry, retryAfterMs });
    expect([lasting("no"), lasting("yes"), lasting("usually-no")]).toEqual([true, false, false]);
    expect([lasting("yes", 120_000), lasting("yes", 120_001)]).toEqual([false, true]);
  });

  it("asks for fewer requests where it is a limit, or says how long to wait", () => {
    const asking = (status: number, retryAfterMs?: number) => isAsking({ ...verdictOf(status), retryAfterMs });
    expect([asking(429), asking(503), asking(503, 0), asking(503, 1)]).toEqual([true, false, false, true]);
  });
});

describe("the tally", () => {
  const tallyOf = (failures: number, successes: number): Tally => {
    const tally = new Tally();
    for (let count = 0; count < successes; count++) tally.add(0);
    for (let count = 0; count < failures; count++) tally.add(1);
    return tally;
  };

  it("has failures from the first on", () => {
    expect([tallyOf(0, 0), tallyOf(0, 9), tallyOf(1, 0)].map(({ hasFailures }) => hasFailures)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("calls five failures trouble where they are more than the successes", () => {
    const troubles = [tallyOf(4, 0), tallyOf(5, 0), tallyOf(5, 4), tallyOf(5, 5), tallyOf(6, 5)];
    expect(troubles.map(({ isTrouble }) => isTrouble)).toEqual([false, true, true, false, true]);
  });

  it("counts what is old for half as soon as there are more than forty", () => {
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
