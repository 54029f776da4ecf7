import { classify, type Failure, type Rule, type RuleMatch, rules } from "@comet-triage/core";

/** Never matches. The table's codes are known beside it: whether a code is generic depends on that. */
const listed: Rule = {
  id: "listed-codes",
  when: { code: rules.flatMap(({ when }) => when.code ?? []), body: [] },
  category: "unknown",
  retry: "no",
  source: "none",
};

/** Whether a row would match on its own, if it asked for this. */
export const wouldMatch = (failure: Failure, rule: Rule, when: RuleMatch): boolean =>
  classify(failure, { rules: [{ ...rule, when }, listed] }).ruleId === rule.id;
