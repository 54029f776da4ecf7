import { SectionSchema, type Vector } from "./vector.ts";
import section from "./vectors/scenarios.json" with { type: "json" };

export type { Vector };

/** Only the everyday scenarios, for measuring clients that are not subjects of the suite. */
export const scenarios: readonly Vector[] = SectionSchema.parse(section).vectors;
