import type { BurstPlan } from "../../contract/burst.ts";
import type { Gateway } from "../gateway.ts";

/** A model that serves this many requests per second, saves some of them up, and refuses the rest. */
type Capacity = Pick<BurstPlan, "perSecond" | "saved">;

/** What has happened so far. */
export interface Passage {
  sent: number;
  refused: number;
}

/**
 * A gateway whose model is saturated: what exceeds its capacity is answered with a scenario's reply.
 *
 * @param refusal - the scenario that refusals use
 * @param passage - is updated with what happens
 */
export function saturate(gateway: Gateway, capacity: Capacity, refusal: string, passage: Passage): Gateway {
  let left = capacity.saved;
  let since = performance.now();
  const isServed = () => {
    const now = performance.now();
    left = Math.min(capacity.saved, left + ((now - since) * capacity.perSecond) / 1000);
    since = now;
    if (left < 1) return false;
    left--;
    return true;
  };
  return {
    ...gateway,
    fetch: (input, init) => {
      passage.sent++;
      const request = new Request(input, init);
      if (!isServed()) {
        passage.refused++;
        request.headers.set("x-simulate", refusal);
      }
      return gateway.fetch(request);
    },
  };
}
