import { describe, expect, it } from "vitest";
import { verdictOf } from "../../test/throttled.ts";
import type { Category, Retry, Scope } from "../rule.ts";
import { asksToSlowDown, hitsNextCall, isShared } from "./verdict-effects.ts";

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

  it("of any other kind concerns others if it is final and not about the route", () => {
    expect(isShared(verdict("quota", "credential", "no"))).toBe(true);
    expect(isShared(verdict("quota", "credential", "usually-no"))).toBe(false);
    expect(isShared(verdict("not_found", "route", "no"))).toBe(false);
    expect(isShared(verdict("request", "request", "no"))).toBe(false);
  });

  it("is certain for the next call if it is final, or lasts for more than two minutes", () => {
    const lasting = (retry: Retry, retryAfterMs?: number) => hitsNextCall({ ...verdictOf(429), retry, retryAfterMs });
    expect([lasting("no"), lasting("yes"), lasting("usually-no")]).toEqual([true, false, false]);
    expect([lasting("yes", 120_000), lasting("yes", 120_001)]).toEqual([false, true]);
  });

  it("asks for fewer requests if it is a rate limit, or says how long to wait", () => {
    const asking = (status: number, retryAfterMs?: number) => asksToSlowDown({ ...verdictOf(status), retryAfterMs });
    expect([asking(429), asking(503), asking(503, 0), asking(503, 1)]).toEqual([true, false, false, true]);
  });
});
