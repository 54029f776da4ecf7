import fc from "fast-check";
import { expect, it } from "vitest";
import { limited, limitedFor, revoked, type TestCall, throttled, verdictOf } from "../../test/throttled.ts";
import { Budget } from "./budget.ts";

const canceled = verdictOf({ error: new DOMException("This operation was aborted", "AbortError") });
const verdicts = [limited, limitedFor(1), verdictOf(503), verdictOf(500), verdictOf(400), revoked, canceled];

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("enter" as const), model: fc.constantFrom("m-1", "m-2") }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("succeed" as const), which: fc.nat() }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("fail" as const),
        which: fc.nat(),
        verdict: fc.constantFrom(...verdicts),
        resend: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("leave" as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(3000) }) },
  ),
  { maxLength: 60 },
);

it("never loses or doubles a place, in any order of enter, success, failure, abort and time", async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(1, 3), fc.boolean(), async (steps, maxConcurrency, pacing) => {
      const { time, throttle, begin } = throttled({ maxConcurrency, pacing });
      let calls: { readonly test: TestCall; readonly model: string }[] = [];
      const pick = (which: number, entered: TestCall["entered"]) => {
        const some = calls.filter(({ test }) => test.entered === entered);
        return some[which % some.length];
      };
      const settle = async () => {
        await time.pass(0);
        for (const { test } of calls) if (!["waiting", "sent"].includes(`${test.entered}`)) test.call.leave();
        calls = calls.filter(({ test }) => ["waiting", "sent"].includes(`${test.entered}`));
      };
      const check = () => {
        const lanes = throttle.snapshot().filter(({ model }) => model !== undefined);
        for (const lane of lanes) {
          const sent = calls.filter(({ test, model }) => model === lane.model && test.entered === "sent").length;
          expect(lane.inFlight).toBeGreaterThanOrEqual(sent);
          expect(lane.inFlight).toBeLessThanOrEqual(maxConcurrency);
        }
        const waiting = calls.filter(({ test }) => test.entered === "waiting").length;
        expect(throttle.snapshot().reduce((sum, { queued }) => sum + queued, 0)).toBe(waiting);
      };
      for (const step of steps) {
        if (step.do === "enter") {
          const test = begin({ model: step.model });
          calls.push({ test, model: step.model });
          await test.enter();
        } else if (step.do === "pass") {
          await time.pass(step.ms);
        } else {
          const chosen = step.do === "leave" ? calls[step.which % calls.length] : pick(step.which, "sent");
          if (!chosen) continue;
          const { call } = chosen.test;
          if (step.do === "succeed") call.succeed();
          if (step.do === "fail") call.fail(step.verdict);
          if (step.do === "fail" && step.resend && call.resend(10, step.verdict) !== undefined) {
            await chosen.test.enter();
          } else {
            call.leave();
            calls = calls.filter((other) => other !== chosen);
          }
        }
        await settle();
        check();
      }
      // All that still wait get a place in the end, one after the other.
      while (calls.length > 0) {
        const sent = pick(0, "sent");
        if (sent) {
          sent.test.call.succeed();
          sent.test.call.leave();
          calls = calls.filter((other) => other !== sent);
        } else {
          const waiting = calls.length;
          await time.pass(200_000);
          await settle();
          expect(calls.length < waiting || pick(0, "sent") !== undefined).toBe(true);
        }
        await settle();
        check();
      }
      expect(throttle.snapshot().map(({ inFlight, queued }) => inFlight + queued)).toEqual(
        throttle.snapshot().map(() => 0),
      );
      await time.pass(0);
      expect(time.pending()).toBe(0);
    }),
    { numRuns: 300 },
  );
}, 120_000);

it("never allows more than was restored, in any order of retries and successes", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("spend", "resent", "other"), { maxLength: 300 }), (steps) => {
      const budget = new Budget(10);
      let left = 100;
      for (const step of steps) {
        if (step === "spend") {
          expect(budget.spend(0)).toBe(left >= 10);
          if (left >= 10) left -= 10;
        } else {
          budget.succeed(step === "resent");
          left = Math.min(100, left + (step === "resent" ? 10 : 1));
        }
      }
    }),
  );
});
