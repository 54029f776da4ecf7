import { Conditions } from "../parts/conditions.tsx";
import { RetryBadge } from "../parts/retry-badge.tsx";
import { SourceLink } from "../parts/source-link.tsx";
import { ExampleLink } from "./example-link.tsx";
import { queryOf, type Selection, type TableRow } from "./selection.ts";

interface Props {
  readonly rows: readonly TableRow[];
  readonly selection: Selection;
  /** Id of the selected row. */
  readonly chosen: string;
  readonly choose: (change: Partial<Selection>) => void;
}

const columns = [
  { order: "place", name: "#" },
  { order: "row", name: "Row and what it matches" },
  { order: "category", name: "What it means" },
  { order: "retry", name: "Retry" },
] as const;

/** The table, row by row. */
export const RuleTable = ({ rows, selection, chosen, choose }: Props) => (
  <table class="rules card">
    <thead>
      <tr>
        {columns.map(({ order, name }) => (
          <th key={order} scope="col" aria-sort={sortOf(order, selection)}>
            <button
              type="button"
              onClick={() => choose({ order, isReversed: order === selection.order && !selection.isReversed })}
            >
              {name}
              <span class="arrow" aria-hidden="true">
                {order === selection.order ? (selection.isReversed ? "↓" : "↑") : ""}
              </span>
            </button>
          </th>
        ))}
        <th scope="col">Try it</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <Row key={row.rule.id} row={row} isChosen={row.rule.id === chosen} query={queryOf(selection)} />
      ))}
    </tbody>
  </table>
);

function Row({ row, isChosen, query }: { row: TableRow; isChosen: boolean; query: string }) {
  const { rule, place, reason, action, steps } = row;
  return (
    <tr id={rule.id} class={isChosen ? "chosen" : ""}>
      <td class="place">{place}</td>
      <td>
        <a class="rule-id" href={`/rules/${rule.id}${query}`} aria-current={isChosen ? "true" : undefined}>
          {rule.id}
        </a>
        <Conditions rule={rule} />
      </td>
      <td>
        <span class="badge">{rule.category.replaceAll("_", " ")}</span>
        <p>{reason}</p>
        <p class="soft">{action}</p>
        {isChosen && steps.length > 0 && (
          <ol class="steps">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        <p class="small source">
          From <SourceLink source={rule.source} />
        </p>
      </td>
      <td>
        <RetryBadge retry={rule.retry} />
      </td>
      <td>
        <ExampleLink ruleId={rule.id} />
      </td>
    </tr>
  );
}

function sortOf(order: Selection["order"], selection: Selection): "ascending" | "descending" | "none" {
  if (order !== selection.order) return "none";
  return selection.isReversed ? "descending" : "ascending";
}
