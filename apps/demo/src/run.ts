import { type Scenario, scenarios } from "@comet-triage/simulator";
import { startSimulator } from "@comet-triage/simulator/node";
import { differences, withoutScenario } from "./check.ts";
import type { Expectations } from "./expected.ts";
import { inOrder } from "./in-order.ts";
import { playScenario } from "./scenario-call.ts";
import type { Retries } from "./send.ts";
import { Table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

/** How many scenarios are played at a time. */
const concurrency = 12;

/**
 * Plays the simulator's catalogue and prints how each scenario ended.
 *
 * @returns the exit code: 0 when every scenario ended as expected, 1 when not
 */
export async function runCatalogue(terminal: Terminal, expected: Expectations, overrides?: Retries): Promise<number> {
  const table = new Table(terminal);
  const tally = { right: 0, sentOnce: 0, wasted: 0 };
  const simulator = await startSimulator();
  try {
    table.head();
    const play = async (scenario: Scenario) => ({
      scenario,
      played: await playScenario(scenario, simulator, overrides),
    });
    for await (const { scenario, played } of inOrder(scenarios, concurrency, play)) {
      const { name, section } = scenario;
      const expectation = Object.hasOwn(expected, name) ? expected[name] : undefined;
      const problems = differences(expectation, played);
      table.section(section);
      table.row(name, played, problems);
      const count = played.arrivals.length;
      if (problems.length === 0) tally.right++;
      if (count === 1) tally.sentOnce++;
      tally.wasted += Math.max(0, count - (expectation?.requests ?? count));
    }
  } finally {
    await simulator.close();
  }

  const names = scenarios.map(({ name }) => name);
  const gone = withoutScenario(names, expected);
  if (gone.length > 0) table.section("expected, but not in the simulator's catalogue");
  for (const name of gone) table.problem(`${name}: no such scenario; remove it from apps/demo/src/expected.ts`);
  const wrong = names.length - tally.right + gone.length;
  const verdict = wrong === 0 ? "as the table says" : `as the table says, ${wrong} not (✗)`;
  table.end(
    `${names.length} scenarios: ${tally.right} ${verdict}; ` +
      `${tally.sentOnce} needed no second request, ${tally.wasted} requests wasted`,
    wrong === 0,
  );
  return wrong === 0 ? 0 : 1;
}
