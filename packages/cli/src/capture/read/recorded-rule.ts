import { type Rule, rules } from "@comet-triage/core";
import { type Fields, fieldsOf, textOf } from "../../json.ts";

/** Each row, without its conditions: it decides whatever it is asked. */
const rows: ReadonlyMap<string, readonly [Rule]> = new Map(rules.map((rule) => [rule.id, [{ ...rule, when: {} }]]));

/** The row of an id, as a table that always decides so; `undefined` if the table has no such row. */
export const rowOf = (id: string | undefined): readonly [Rule] | undefined => rows.get(id ?? "");

/** Where a `CometError`'s message names the row. */
const inMessage = / \[([a-z\d-]{1,60})\](?: [A-Z]{1,20} \S{1,500})?, (?:\d{1,4} attempts?|not sent \()/;

/** The id of the row by which a record of ours was judged: an attempt, a verdict, a `CometError` or an error of our axios. */
export function recordedRule(value: unknown): string | undefined {
  const fields = fieldsOf(value) ?? {};
  const told = toldBy(fields) ?? toldBy(fieldsOf(fieldsOf(fields.triage)?.verdict) ?? {});
  const id = told ?? inMessage.exec(textOf(fields.message) ?? "")?.[1];
  return rowOf(id) && id;
}

/** Others name rules, too: ours stand beside the category of their row, or in the record of an attempt. */
function toldBy({ ruleId, category, attempt, durationMs }: Fields): string | undefined {
  const id = textOf(ruleId);
  const isAttempt = typeof attempt === "number" && typeof durationMs === "number";
  return isAttempt || rowOf(id)?.[0].category === category ? id : undefined;
}
