import type { SeenRequest } from "@comet-triage/simulator";
import { createPatience } from "./patience.ts";
import type { Stage } from "./stage.ts";

/**
 * Watches the server, and moves time on to the next timeout when a request has arrived that is never answered.
 *
 * @returns what the call resolves with; `undefined` if it is stuck
 */
export async function untilSettled<T>(
  call: Promise<T>,
  { vector, clock, abort }: Stage,
  requests: () => readonly SeenRequest[] | Promise<readonly SeenRequest[]>,
  patienceMs: number,
): Promise<T | undefined> {
  let seen: T | undefined;
  call.then((result) => {
    seen = result;
  });
  let arrived = 0;
  const patience = createPatience(patienceMs);
  while (seen === undefined && !patience.isOver) {
    await patience.turn();
    const count = (await requests()).length;
    if (count === arrived) continue;
    arrived = count;
    patience.renew();
    const reply = vector.replies[(count - 1) % vector.replies.length];
    if (reply?.fault !== "hang" && reply?.end !== "hang") continue;
    if (vector.abort?.at === `request ${count}`) abort();
    else await clock.passToLimit();
  }
  return seen;
}

/** Answers whose connection nothing frees; a connection takes a moment to close. */
export async function stillAnswering(count: () => Promise<number>, patienceMs: number): Promise<number> {
  for (const patience = createPatience(patienceMs); ; await patience.turn()) {
    const left = await count();
    if (left <= 0) return 0;
    if (patience.isOver) return left;
  }
}
