import type { Vector } from "../vector.ts";
import type { Clock } from "./clock.ts";
import { turns } from "./turns.ts";

/** Lets time pass at a given point of the call, and aborts there if the vector says so. */
export type Interrupt = (point: string, ms: number) => Promise<void>;

export function createInterrupt(vector: Vector, clock: Pick<Clock, "pass">, abort: () => void): Interrupt {
  return async (point, ms) => {
    if (vector.abort?.at !== point) return clock.pass(ms);
    const { after = 0 } = vector.abort;
    await clock.pass(after);
    abort();
    // The call gets time to notice the abort before the rest of the time passes.
    await turns(5);
    await clock.pass(ms - after);
  };
}
