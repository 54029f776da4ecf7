import { type Failure, type RuleMatch, rules, type Verdict } from "@comet-triage/core";
import { wouldMatch } from "./ask-row.ts";

/** A condition of the row that decided, and which of its items were found. */
export interface Match {
  /** The name of the condition. */
  readonly field: keyof RuleMatch;
  /** The statuses, codes, phrases or kinds that match; a header as `name: phrase`. */
  readonly found: readonly string[];
}

/** Why the deciding row matched: each of its conditions, with the items that match. */
export function matchesOf(failure: Failure, { ruleId }: Pick<Verdict, "ruleId">): readonly Match[] {
  const rule = rules.find(({ id }) => id === ruleId);
  if (rule === undefined) return [];
  return Object.entries(rule.when).map(([name, wanted]) => {
    const field = name as keyof RuleMatch;
    const items: readonly unknown[] = Array.isArray(wanted)
      ? wanted.map((item) => [item])
      : Object.entries(wanted).map(([header, phrase]) => ({ [header]: phrase }));
    return {
      field,
      found: items.filter((item) => wouldMatch(failure, rule, { ...rule.when, [field]: item })).map(inWords),
    };
  });
}

function inWords(item: unknown): string {
  if (!Array.isArray(item)) {
    const [name, phrase] = Object.entries(item as object)[0] ?? [];
    return phrase === "*" ? `${name}` : `${name}: ${phrase}`;
  }
  const [value] = item;
  return Array.isArray(value) ? value.join("–") : `${value}`;
}
