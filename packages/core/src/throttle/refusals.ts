import type { Verdict } from "../classify.ts";

/** Why the throttle did not send a call, in words. */
export const refusals: Readonly<Record<NonNullable<Verdict["refused"]>, string>> = {
  "circuit-open": "other calls have just met this failure",
  "queue-full": "too many calls wait already, see maxQueue",
};
