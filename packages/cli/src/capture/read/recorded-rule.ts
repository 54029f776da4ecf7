import { type Rule, rules } from "@comet-triage/core";
import { type Fields, fieldsOf, textOf } from "../../json.ts";

/** A table for each row's id: the row without its conditions, so that it always decides. */
const tables: ReadonlyMap<string, readonly [Rule]> = new Map(rules.map((rule) => [rule.id, [{ ...rule, when: {} }]]));

/** A table in which the row of this id always decides; `undefined` if there is no such row. */
export const tableOf = (id: string | undefined): readonly [Rule] | undefined => tables.get(id ?? "");

/** Where a `CometError`'s message names the row. */
const inMessage = / \[([a-z\d-]{1,60})\](?: [A-Z]{1,20} \S{1,500})?, (?:\d{1,4} attempts?|not sent \()/;

/** The id of the row that decided, in a record of ours: an attempt, a verdict, a `CometError` or an error of our axios. */
export function recordedRule(value: unknown): string | undefined {
  const fields = fieldsOf(value) ?? {};
  const told = toldBy(fields) ?? toldBy(fieldsOf(fieldsOf(fields.triage)?.verdict) ?? {});
  const id = told ?? inMessage.exec(textOf(fields.message) ?? "")?.[1];
  return tableOf(id) && id;
}

/** Others name rules, too: ours stand beside the category of their row, or in the record of an attempt. */
function toldBy({ ruleId, category, attempt, durationMs }: Fields): string | undefined {
  const id = textOf(ruleId);
  const isAttempt = typeof attempt === "number" && typeof durationMs === "number";
  return isAttempt || tableOf(id)?.[0].category === category ? id : undefined;
}
