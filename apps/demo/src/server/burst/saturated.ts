import type { Gateway } from "../gateway.ts";

/** A model that serves so many requests per second, saves some of that up, and refuses the rest. */
interface Capacity {
  readonly perSecond: number;
  readonly saved: number;
}

/** What passed. */
export interface Passage {
  sent: number;
  refused: number;
}

/**
 * A gateway whose model is saturated: what is beyond its capacity is answered as a scenario says.
 *
 * @param refusal - the scenario of a refusal
 * @param passage - is told what passes
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
