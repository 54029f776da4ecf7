import { type Failure, type RuleMatch, rules, type Verdict } from "@comet-triage/core";
import { wouldMatch } from "./ask-row.ts";

/** A condition of the row that decided, and what of it was found. */
export interface Match {
  /** Which of the conditions a row can have. */
  readonly field: keyof RuleMatch;
  /** Those of its statuses, codes, phrases or kinds that hold; a header as `name: phrase`. */
  readonly found: readonly string[];
}

/** Why the row that decided did: each of its conditions holds, by these of its items. */
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
