import { scenarioByRule } from "../../catalogue/catalogue.ts";

/** A link to a failure of this row: to provoke it or, if no server can answer with it, to explain it. */
export function ExampleLink({ ruleId }: { readonly ruleId: string }) {
  const scenario = scenarioByRule.get(ruleId);
  if (scenario === undefined) {
    return (
      <a class="button slight" href={`/explain?row=${ruleId}`} aria-label={`Explain an example of ${ruleId}`}>
        Explain
      </a>
    );
  }
  return (
    <a class="button slight" href={`/provoke/${scenario.name}`} aria-label={`Provoke ${ruleId}`} title={scenario.title}>
      Provoke
    </a>
  );
}
