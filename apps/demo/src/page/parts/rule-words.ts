import { type Rule, type RuleMatch, rules } from "@comet-triage/core";

/** One condition of a row, in words. */
export interface Condition {
  readonly field: keyof RuleMatch;
  readonly items: readonly string[];
}

/** The conditions of a row, in words. */
export function conditionsOf({ when }: Pick<Rule, "when">): readonly Condition[] {
  return Object.entries(when).map(([field, wanted]) => ({
    field: field as keyof RuleMatch,
    items: Array.isArray(wanted)
      ? wanted.map((item) => (Array.isArray(item) ? item.join("–") : `${item}` || "generic"))
      : Object.entries(wanted).map(([name, phrase]) => (phrase === "*" ? name : `${name}: ${phrase}`)),
  }));
}

export const ruleById = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);
