import { type Failure, type Rule, rules, type Verdict } from "@comet-triage/core";
import { wouldMatch } from "./ask-row.ts";

/** A row that failed to match because of only one of its conditions. */
export interface NearMiss {
  /** Its id. */
  readonly ruleId: string;
  /** The condition that did not hold. */
  readonly but: keyof Rule["when"];
}

/** How many are listed. */
const limit = 5;

/**
 * Rows that nearly matched: each would match without one of its several conditions. Phrases must be found: without them a
 * row says next to nothing.
 */
export function nearMisses(failure: Failure, { ruleId }: Verdict): readonly NearMiss[] {
  const misses: NearMiss[] = [];
  for (const rule of rules) {
    const conditions = Object.keys(rule.when) as NearMiss["but"][];
    if (rule.id === ruleId || conditions.length < 2) continue;
    const but = conditions.find((condition) => {
      if (condition === "message") return false;
      const { [condition]: _, ...when } = rule.when;
      return wouldMatch(failure, rule, when);
    });
    if (but !== undefined) misses.push({ ruleId: rule.id, but });
    if (misses.length === limit) break;
  }
  return misses;
}
