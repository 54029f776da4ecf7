import { useEffect } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { RulesTabs } from "../parts/rules-tabs.tsx";
import { useTitle } from "../parts/use-title.ts";
import { Filters } from "./filters.tsx";
import { RuleTable } from "./rule-table.tsx";
import { queryOf, type Selection, select, selectionFrom, tableRows } from "./selection.ts";
import "./rules.css";

export function RulesView() {
  const { params, query } = useRoute();
  const { route } = useLocation();
  const selection = selectionFrom(query);
  const id = params.id ?? "";
  const rows = select(selection);
  const choose = (change: Partial<Selection>) => route(`/rules${queryOf({ ...selection, ...change })}`, true);
  const isKnown = id === "" || tableRows.some(({ rule }) => rule.id === id);
  useTitle(id || "Rules");
  useEffect(() => {
    if (id !== "") document.getElementById(id)?.scrollIntoView({ block: "center" });
  }, [id]);

  return (
    <div class="page">
      <div class="intro">
        <h1>The decision table</h1>
        <p>
          All our clients follow it. Rows are tried from top to bottom, and the first whose conditions all hold decides.
          The table is data: <code>import &#123; rules &#125; from "@comet-triage/core"</code>, or rules.json for any
          language.
        </p>
      </div>
      <RulesTabs />
      {!isKnown && <p class="notice">There is no row “{id}”. Here are all rows.</p>}
      <Filters selection={selection} choose={choose} shown={rows.length} />
      {rows.length === 0 ? (
        <p class="notice quiet">No row matches these filters.</p>
      ) : (
        <RuleTable rows={rows} selection={selection} chosen={id} choose={choose} />
      )}
    </div>
  );
}
