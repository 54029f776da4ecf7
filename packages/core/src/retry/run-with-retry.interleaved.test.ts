import { getEventListeners } from "node:events";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Failure } from "../failure.ts";
import { createThrottle } from "../throttle/create-throttle.ts";
import type { Attempt } from "./retry-types.ts";
import { runWithRetry } from "./run-with-retry.ts";

const failures: readonly Failure[] = [
  { status: 503 },
  { status: 400 },
  { status: 401 },
  { status: 429 },
  { status: 429, headers: { "retry-after": "1" } },
  { status: 503, body: '{"error":{"code":"model_not_found","message":"no channel"}}' },
];

/** One call: the results of its attempts, and after how many turns of the scheduler its caller leaves. */
const plan = fc.record({
  answers: fc.array(fc.option(fc.constantFrom(...failures)), { maxLength: 4 }),
  model: fc.constantFrom("m-1", "m-2"),
  leaves: fc.boolean(),
  timeout: fc.option(fc.constant(1000), { nil: undefined }),
  totalTimeout: fc.option(fc.constant(4000), { nil: undefined }),
});

const throttles = fc.record({ maxConcurrency: fc.constantFrom(1, 2), pacing: fc.boolean() });

it("whatever is ready first, calls that share a throttle all end, and leave nothing behind", async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.array(plan, { minLength: 2, maxLength: 7 }),
    throttles,
    async (scheduler, plans, options) => {
      let now = 0;
      let running = 0;
      const throttle = createThrottle(options);
      const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          running += 1;
          const at = now + ms;
          const end = (settle: () => void) => () => {
            if (signal) signal.removeEventListener("abort", stop);
            running -= 1;
            settle();
          };
          const stop = end(() => reject(signal?.reason));
          signal?.addEventListener("abort", stop);
          // A timer may be late, and no two of them have to keep their order.
          void scheduler.schedule(Promise.resolve(), `${ms} ms`).then(() => {
            if (signal?.aborted) return;
            now = Math.max(now, at);
            end(resolve)();
          });
        });
      const runtime = { now: () => now, random: () => 0.5, sleep };

      const sending = new Map<string, number>();
      let most = 0;
      const call = ({ answers, model, leaves, timeout, totalTimeout }: (typeof plans)[number]) => {
        const caller = new AbortController();
        let sends = 0;
        const send = async ({ signal }: { signal: AbortSignal | undefined }): Promise<Attempt<string>> => {
          const failure = answers[sends++];
          const count = (sending.get(model) ?? 0) + 1;
          sending.set(model, count);
          most = Math.max(most, count);
          let leave = () => {};
          try {
            await new Promise<void>((resolve, reject) => {
              leave = () => reject(signal?.reason);
              signal?.addEventListener("abort", leave);
              if (signal?.aborted) leave();
              void scheduler.schedule(Promise.resolve(), "an answer").then(() => resolve());
            });
          } finally {
            signal?.removeEventListener("abort", leave);
            sending.set(model, (sending.get(model) ?? 0) - 1);
          }
          return failure ? { ok: false, failure, settle: () => "failed" } : { ok: true, value: "ok" };
        };
        const ended = runWithRetry(
          send,
          { signal: caller.signal, runtime, throttle, maxRetries: 3, timeout, totalTimeout },
          () => ({ url: "https://api.cometapi.com/v1/chat/completions", model }),
        ).catch((error: unknown) => error);
        if (leaves) void scheduler.schedule(Promise.resolve(), "abort").then(() => caller.abort());
        return { ended, signal: caller.signal };
      };
      const calls = plans.map(call);
      await scheduler.waitFor(Promise.all(calls.map(({ ended }) => ended)));
      await scheduler.waitIdle();
      expect(most).toBeLessThanOrEqual(options.maxConcurrency);
      expect([...sending.values()].every((count) => count === 0)).toBe(true);
      for (const { signal } of calls) expect(getEventListeners(signal, "abort")).toEqual([]);
      expect(running).toBe(0);
      expect(throttle.snapshot().filter(({ inFlight, queued }) => inFlight + queued > 0)).toEqual([]);

      // Nothing that happened excludes any key for good.
      now += 200_000;
      for (const model of ["m-1", "m-2"] as const) {
        const late = call({ answers: [], model, leaves: false, timeout: undefined, totalTimeout: undefined });
        await scheduler.waitFor(late.ended);
        expect(await late.ended).toBe("ok");
      }
    },
  );
  await fc.assert(property, { numRuns: 500 });
});
