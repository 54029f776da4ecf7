import { type Simulator, scenarios } from "@comet-triage/simulator";
import { catalogue, isOwn } from "./catalogue.ts";

/** Scenarios for the refusals of a saturated model: without and with information on how long to wait. */
export const refusals = { plain: "lab-saturated", withWait: "lab-saturated-retry-after" } as const;

/** The pace of streams, in milliseconds: that of a model, so that they can be watched. */
const betweenTokens = 120;

/** Registers with a simulator the scenarios that its own catalogue lacks. */
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
