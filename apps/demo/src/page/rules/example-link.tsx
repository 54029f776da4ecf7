import { scenarioByRule } from "../../catalogue/catalogue.ts";

/** A failure of this row to provoke; one that no server can answer with is explained instead. */
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
