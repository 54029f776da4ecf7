import type { Expectation } from "../expected.ts";
import type { Played } from "./scenario-call.ts";

/** How much too early a timer may fire and two rounded clock readings may be, in milliseconds. */
const clockSlack = 5;

/** How a scenario's end differs from what is expected, one sentence each. */
export function differences(expectation: Expectation | undefined, { verdict, arrivals, outcome }: Played): string[] {
  if (expectation === undefined) return ["no expectation: add one to apps/demo/src/expected.ts"];
  const found: string[] = [];
  const compare = (what: string, is: unknown, mustBe: unknown) => {
    if (is !== mustBe) found.push(`${what}: ${is}, expected ${mustBe}`);
  };
  compare("rule", verdict?.ruleId ?? "none", expectation.ruleId);
  compare("requests at the server", arrivals.length, expectation.requests);
  compare("outcome", outcome, expectation.outcome);
  const [first = 0, second = first] = arrivals;
  const { wait = 0 } = expectation;
  if (second - first < wait - clockSlack) found.push(`wait: ${second - first} ms, expected ${wait} ms or more`);
  return found;
}

/** Names of expected scenarios that the catalogue does not have. */
export function withoutScenario(names: readonly string[], expected: object): string[] {
  return Object.keys(expected).filter((name) => !names.includes(name));
}
