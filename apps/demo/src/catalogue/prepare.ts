import { type Simulator, scenarios } from "@comet-triage/simulator";
import { catalogue, isOwn } from "./catalogue.ts";

/** Scenarios of a saturated model's refusals: without a word on how long to wait, and with one. */
export const refusals = { plain: "lab-saturated", withWait: "lab-saturated-retry-after" } as const;

/** Streams come at the pace of a model, so that they can be watched; in milliseconds. */
const betweenTokens = 120;

/** Teaches a simulator what the lab plays beyond its catalogue. */
export function prepare(simulator: Pick<Simulator, "play">): void {
  for (const { name, replies } of catalogue.filter(isOwn)) simulator.play(name, replies);
  for (const { name, replies } of scenarios.filter(({ replies }) => replies.some(({ chunks }) => chunks))) {
    simulator.play(
      name,
      replies.map((reply) => (reply.chunks ? { ...reply, chunkDelay: betweenTokens } : reply)),
    );
  }
  const refusal = scenarios.find(({ name }) => name === "rate-limit-429")?.replies[0] ?? { status: 429 };
  simulator.play(refusals.plain, [refusal]);
  simulator.play(refusals.withWait, [{ ...refusal, headers: { ...refusal.headers, "retry-after": "1" } }]);
}
