import type { Scenario } from "@comet-triage/simulator";
import { startSimulator } from "@comet-triage/simulator/node";
import type { Expectations } from "../expected.ts";
import { differences, withoutScenario } from "./check.ts";
import { inOrder } from "./in-order.ts";
import { playScenario, shortened } from "./scenario-call.ts";
import type { Retries } from "./send.ts";
import { Table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export interface Catalogue {
  readonly scenarios: readonly Scenario[];
  readonly expected: Expectations;
  /** Replaces the demo's own expectations. */
  readonly retries?: Retries;
}

/** How many scenarios are played at a time. */
const concurrency = 12;

/**
 * Plays the simulator's catalogue and prints how each scenario ended.
 *
 * @returns the exit code: 0 when every scenario ended as expected, 1 when not
 */
export async function runCatalogue(terminal: Terminal, catalogue: Catalogue): Promise<number> {
  const { scenarios, expected, retries } = catalogue;
  const table = new Table(terminal);
  const tally = { right: 0, sentOnce: 0, tooMany: 0 };
  const simulator = await startSimulator();
  try {
    table.intro(
      "What comet-triage decides about each failure of a local look-alike of the gateway; nothing leaves this machine. " +
        `Backoff is shortened to at most ${shortened.maxDelay / 1000} s, the timeout of silent scenarios to ` +
        `${shortened.timeout / 1000} s; waits that a server asks for are not.`,
    );
    table.head();
    const play = async (scenario: Scenario) => ({
      scenario,
      played: await playScenario(scenario, simulator, retries),
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
      tally.tooMany += Math.max(0, count - (expectation?.requests ?? count));
    }
  } finally {
    await simulator.close();
  }

  const names = scenarios.map(({ name }) => name);
  const gone = withoutScenario(names, expected);
  if (gone.length > 0) table.section("expected, but not in the simulator's catalogue");
  for (const name of gone) table.problem(`${name}: no such scenario; remove it from apps/demo/src/expected.ts`);
  const wrong = names.length - tally.right + gone.length;
  const { right, sentOnce, tooMany } = tally;
  table.end(
    `${names.length} scenarios: ${right} as the table says${wrong === 0 ? "" : `, ${wrong} not (✗)`}; ` +
      `${sentOnce} sent once, ${tooMany} ${tooMany === 1 ? "request" : "requests"} more than it allows`,
    wrong === 0,
  );
  return wrong === 0 ? 0 : 1;
}
