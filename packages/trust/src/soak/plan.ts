import { scenarios } from "@comet-triage/simulator";

/** When the caller leaves; `never` for most. */
export type Leaving = "never" | "before" | "soon" | "in a wait" | "at the first data";

/** One call, chosen at random. */
export interface Plan {
  readonly scenario: string;
  readonly leaving: Leaving;
  /** Turns of the event loop until the caller leaves, for `soon`. */
  readonly turns: number;
  /** Whether axios passes the body on as a stream. */
  readonly isStream: boolean;
  /** Which timeouts it has: none of them fires. */
  readonly limits: "none" | "timeout" | "totalTimeout";
}

/** Scenarios without long waits: time is not what is tested. */
const choices = scenarios
  .filter(({ replies }) => replies.every(({ delay = 0, chunkDelay = 0 }) => delay + chunkDelay === 0))
  .map(({ name, replies }) => ({
    name,
    // These would have to be waited for.
    hangs: replies.some(({ fault, end }) => fault === "hang" || end === "hang"),
  }));

const leavings: readonly Leaving[] = ["before", "soon", "soon", "soon", "in a wait", "at the first data"];

/** @param random - returns [0, 1) */
export function planOf(random: () => number): Plan {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const { name: scenario, hangs } = pick(choices);
  const leaves = random() < 0.2;
  const turns = Math.floor(random() * 30);
  const isStream = random() < 0.5;
  const limits = pick(["none", "none", "timeout", "totalTimeout"] as const);
  return { scenario, leaving: hangs ? "soon" : leaves ? pick(leavings) : "never", turns, isStream, limits };
}

/** A small generator of numbers in [0, 1), the same for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
