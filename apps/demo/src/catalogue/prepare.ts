import { type Simulator, scenarios } from "@comet-triage/simulator";
import { catalogue, isOwn } from "./catalogue.ts";

/** Scenarios of a saturated model's refusals: without a word on how long to wait, and with one. */
export const refusals = { plain: "lab-saturated", withWait: "lab-saturated-retry-after" } as const;

/** Teaches a simulator what the lab plays beyond its catalogue. */
export function prepare(simulator: Pick<Simulator, "play">): void {
  for (const { name, replies } of catalogue.filter(isOwn)) simulator.play(name, replies);
  const refusal = scenarios.find(({ name }) => name === "rate-limit-429")?.replies[0] ?? { status: 429 };
  simulator.play(refusals.plain, [refusal]);
  simulator.play(refusals.withWait, [{ ...refusal, headers: { ...refusal.headers, "retry-after": "1" } }]);
}
