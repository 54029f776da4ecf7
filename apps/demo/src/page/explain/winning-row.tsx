import type { Match } from "@comet-triage/cli/capture";
import { type RuleMatch, rules, type Verdict } from "@comet-triage/core";
import { Conditions } from "../parts/conditions.tsx";
import { Mark } from "../parts/mark.tsx";
import { RetryBadge } from "../parts/retry-badge.tsx";
import { ruleById } from "../parts/rule-words.ts";
import type { Detail } from "./protocol.ts";

/** The row that decided, its place in the table, and what it found. */
export function WinningRow({ detail: { explanation, matches, nearMisses } }: { readonly detail: Detail }) {
  const { verdict } = explanation;
  const place = rules.findIndex(({ id }) => id === verdict.ruleId);
  if (place === -1) return <p class="notice quiet">No row of the table matches this failure, so it is not retried.</p>;
  const rows = rules.slice(Math.max(0, place - 1), place + 2);
  return (
    <section class="card" aria-labelledby="row-title">
      <div>
        <h2 id="row-title">The row that decided</h2>
        <p class="soft small">
          {place === 0
            ? `The first of ${rules.length} rows matches.`
            : `${place} of ${rules.length} rows come before it, and none of them matches.`}
        </p>
      </div>
      <table class="excerpt" aria-label="The row and its neighbours">
        <tbody>
          {rows.map((rule) => (
            <tr key={rule.id} class={rule.id === verdict.ruleId ? "winner" : "neighbour"}>
              <td class="excerpt-place">{rules.indexOf(rule) + 1}</td>
              <td>
                <a href={`/rules/${rule.id}`}>{rule.id}</a>
                {rule.id === verdict.ruleId ? (
                  <Matches matches={matches} verdict={verdict} />
                ) : (
                  <Conditions rule={rule} />
                )}
              </td>
              <td>
                <RetryBadge retry={rule.retry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {nearMisses.length > 0 && <NearMisses rows={nearMisses} />}
      {verdict.retry !== ruleById(verdict.ruleId)?.retry && (
        <p class="small">The server's own header x-should-retry overrides the row.</p>
      )}
    </section>
  );
}

/** Rows that would match but for one condition. */
const NearMisses = ({ rows }: { readonly rows: Detail["nearMisses"] }) => (
  <p class="small soft">
    Nearly:{" "}
    {rows.map(({ ruleId, but }, index) => (
      <>
        {index > 0 && ", "}
        <a key={ruleId} href={`/rules/${ruleId}`}>
          {ruleId}
        </a>{" "}
        but for its {but}
      </>
    ))}
    .
  </p>
);

/** The row's conditions, and what each of them found. */
const Matches = ({ matches, verdict }: { matches: readonly Match[]; verdict: Verdict }) => (
  <ul class="matches">
    {matches.map(({ field, found }) => (
      <li key={field}>
        <Mark isGood />
        <span class="soft">{field}</span>{" "}
        {found.map((item) => (
          <code key={item}>{item || "generic"}</code>
        ))}
        <Found field={field} verdict={verdict} found={found} />
      </li>
    ))}
  </ul>
);

/** What the failure has there, if the row's own condition does not say it. */
function Found({ field, verdict, found }: { field: keyof RuleMatch; verdict: Verdict; found: readonly string[] }) {
  const value = field === "status" || field === "code" || field === "type" ? `${verdict[field] ?? "none"}` : undefined;
  if (value === undefined || found.some((item) => item.toLowerCase() === value.toLowerCase())) return null;
  return (
    <span class="soft">
      {" "}
      is <code>{value}</code>
    </span>
  );
}
