import { type Rule, rules } from "@comet-triage/core";
import { fieldsOf, textOf } from "../../json.ts";

/** Each row, without its conditions: it decides whatever it is asked. */
const rows: ReadonlyMap<string, readonly [Rule]> = new Map(rules.map((rule) => [rule.id, [{ ...rule, when: {} }]]));

/** The row of an id, as a table that always decides so; `undefined` if the table has no such row. */
export const rowOf = (id: string | undefined): readonly [Rule] | undefined => rows.get(id ?? "");

/** Where a `CometError`'s message names the row. */
const inMessage = / \[([a-z\d-]{1,60})\](?: [A-Z]{1,20} \S{1,500})?, (?:\d{1,4} attempts?|not sent \()/;

/** The id of the row by which a record of ours was judged: an attempt, a verdict, a `CometError` or an error of our axios. */
export function recordedRule(value: unknown): string | undefined {
  const { ruleId, triage, message } = fieldsOf(value) ?? {};
  const told = textOf(ruleId) ?? textOf(fieldsOf(fieldsOf(triage)?.verdict)?.ruleId);
  const id = told ?? inMessage.exec(textOf(message) ?? "")?.[1];
  return rowOf(id) && id;
}
