import { getEventListeners, setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { runWithRetry } from "./run-with-retry.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** How many are still in memory; each in a turn of its own, as a dereferenced object is kept for the rest of the turn. */
async function held(refs: readonly WeakRef<object>[]): Promise<number> {
  await setImmediate();
  collect();
  await setImmediate();
  return refs.filter((ref) => ref.deref() !== undefined).length;
}

it.each([{ timeout: 60_000 }, { totalTimeout: 60_000 }])(
  "with %j nothing of a call is kept once nobody reads its answer",
  async (limits) => {
    const { signal } = new AbortController();
    setMaxListeners(0, signal);
    const answers: WeakRef<object>[] = [];
    for (let call = 0; call < 100; call++) {
      const answer = { body: {} };
      answers.push(new WeakRef(answer.body));
      await runWithRetry(async () => ({ ok: true, value: answer, inUse: answer.body }), { ...limits, signal });
    }
    // A few references may still be on the stack.
    while ((await held(answers)) > 5 || getEventListeners(signal, "abort").length > 5);
    expect(signal.aborted).toBe(false);
  },
);
