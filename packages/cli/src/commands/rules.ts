import { advice, classify, type Retry, type Rule, rules as table } from "@comet-triage/core";
import { exitCodes } from "../exit-code.ts";
import { paintWith } from "../paint.ts";
import type { Terminal } from "../terminal.ts";

export interface RulesFlags {
  readonly status?: number | undefined;
  readonly retry?: Retry | undefined;
  readonly category?: string | undefined;
  readonly json?: true | undefined;
  readonly markdown?: true | undefined;
}

/** Prints the table, or the selected rows, in the order in which they are tried. */
export function rules(flags: RulesFlags, terminal: Terminal): number {
  const rows = table.filter(
    (rule) =>
      (flags.status === undefined || mayMatch(rule, flags.status)) &&
      (flags.retry === undefined || rule.retry === flags.retry) &&
      (flags.category === undefined || rule.category === flags.category),
  );
  if (rows.length === 0) terminal.error("No row matches these filters.\n");
  if (flags.json) terminal.out(`${JSON.stringify(rows, null, 2)}\n`);
  else terminal.out(flags.markdown ? asMarkdown(rows) : asText(rows, terminal));
  return exitCodes.nothingWrong;
}

/** Whether a row's condition on the status, taken by itself, holds. An error counts only beside a success. */
function mayMatch({ id, when: { status, network }, ...rest }: Rule, wanted: number): boolean {
  if (network !== undefined && wanted >= 300) return false;
  const alone = { ...rest, id, when: status === undefined ? {} : { status } };
  return classify({ status: wanted }, { rules: [alone] }).ruleId === id;
}

const actionOf = ({ action, category }: Rule): string => action ?? advice[category].action;

/** One line a row; an action that does not fit gets a line of its own. */
function asText(rows: readonly Rule[], { hasColors, columns = Number.POSITIVE_INFINITY }: Terminal): string {
  const { strong, quiet } = paintWith(hasColors);
  const width = Math.max(0, ...rows.map(({ id }) => id.length));
  const inLines = (rule: Rule) => {
    const action = actionOf(rule);
    const behind = `  ${rule.retry.padEnd(10)}  ${rule.category.padEnd(17)}  `;
    const fits = width + behind.length + action.length <= columns;
    return `${strong(rule.id.padEnd(width))}${fits ? behind : `${behind.trimEnd()}\n  `}${quiet(action)}\n`;
  };
  return rows.map(inLines).join("");
}

const asMarkdown = (rows: readonly Rule[]): string =>
  [
    "| id | retry | category | when | first action |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((rule) => {
      const when = JSON.stringify(rule.when).replaceAll("|", "\\|");
      return `| \`${rule.id}\` | ${rule.retry} | \`${rule.category}\` | \`${when}\` | ${actionOf(rule)} |`;
    }),
    "",
  ].join("\n");
