import { useEffect } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { labInfo, loadLabInfo } from "../lab-info.ts";
import { ServerDown } from "../parts/server-down.tsx";
import { useTitle } from "../parts/use-title.ts";
import { addressOf, type Choice, choiceFrom } from "./choice.ts";
import { ClientPicker } from "./client-picker.tsx";
import { Result } from "./result.tsx";
import { forgetRun, run, startRun } from "./run-store.ts";
import { SampleRequest } from "./sample-request.tsx";
import { ScenarioList } from "./scenario-list.tsx";
import "./provoke.css";

export function ProvokeView() {
  const { params, query } = useRoute();
  const { route } = useLocation();
  const choice = choiceFrom(params.scenario, query);
  // Another failure is another entry in the browser's history.
  const choose = (change: Partial<Choice>) => route(addressOf({ ...choice, ...change }), change.scenario === undefined);
  const address = addressOf(choice);
  const { info, error } = labInfo.value;
  const scenario = info?.scenarios.find(({ name }) => name === choice.scenario);
  useTitle(scenario?.title ?? "Provoke a failure");

  useEffect(() => {
    if (labInfo.peek().info === undefined) void loadLabInfo();
  }, []);
  // A run is only shown with the choice that it was started for.
  useEffect(() => forgetRun, [address]);

  return (
    <div class="page">
      <div class="intro">
        <h1>Provoke a failure</h1>
        <p>
          Send a request that fails, and compare how our client, which follows the decision table, and another client
          handle it. The traffic is real: it goes to a look-alike of the gateway that runs inside the lab.
        </p>
      </div>
      {error && <ServerDown error={error} />}
      {info && (
        <div class="provoke">
          <ScenarioList scenarios={info.scenarios} choice={choice} choose={choose} />
          <div class="provoke-main">
            {scenario === undefined ? (
              <p class="notice">There is no scenario “{choice.scenario}”. Choose one from the list.</p>
            ) : (
              <>
                <section class="card" aria-labelledby="scenario-title">
                  <div>
                    <p class="section">{scenario.section}</p>
                    <h2 id="scenario-title">{scenario.title}</h2>
                  </div>
                  <SampleRequest request={scenario.request} />
                  <ClientPicker info={info} choice={choice} choose={choose} onSend={() => startRun(choice)} />
                </section>
                <Result run={run.value} timeout={choice.live ? undefined : scenario.timeout} />
              </>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
