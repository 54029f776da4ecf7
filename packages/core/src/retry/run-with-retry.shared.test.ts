import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Event, Settings } from "../../test/call-model.ts";
import { manualTime } from "../../test/manual-time.ts";
import { type ModelledCall, modelledCall } from "../../test/modelled-call.ts";
import { type SharedCall, SharedModel } from "../../test/shared-model.ts";
import { createThrottle } from "../throttle/create-throttle.ts";

/** Calls of the engine through one throttle. */
function sharedCalls(settings: Settings, maxConcurrency: number) {
  const clock = manualTime();
  const throttle = createThrottle({ maxConcurrency, pacing: false, retryBudget: 1_000_000 });
  const calls: ModelledCall[] = [];
  const begin = () => void calls.push(modelledCall(settings, { clock, throttle }));
  return { clock, throttle, calls, begin };
}

type Real = ReturnType<typeof sharedCalls>;

const check = async (model: SharedModel, real: Real): Promise<void> => {
  await setImmediate();
  expect(real.calls.map((call) => call.seen())).toEqual(model.shown());
  const lane = real.throttle.snapshot().find((status) => status.model !== undefined);
  expect([lane?.inFlight ?? 0, lane?.queued ?? 0]).toEqual([model.sending.length, model.queued]);
};

/** Something that happens to all calls, or to one of those that it can happen to. */
const command = (
  name: string,
  choose: (model: SharedModel) => readonly SharedCall[] | undefined,
  happen: (model: SharedModel, call: SharedCall | undefined) => void,
  happenForReal: (real: Real, call: SharedCall | undefined) => unknown,
  which = 0,
): fc.AsyncCommand<SharedModel, Real> => ({
  check: (model) => choose(model as SharedModel)?.length !== 0,
  async run(model, real) {
    const chosen = choose(model);
    const call = chosen?.[which % chosen.length];
    happen(model, call);
    await happenForReal(real, call);
    await check(model, real);
  },
  toString: () => `${name}${which > 0 ? ` (${which})` : ""}`,
});

const answers: readonly Event[] = ["ok", "busy", "limited", "refused", "broken", "gone"];
const alive = ({ calls }: SharedModel) => calls.filter(({ phase }) => phase !== "over");

const beginning = fc.constant(
  command(
    "begin",
    () => undefined,
    (model) => model.begin(),
    (real) => real.begin(),
  ),
);
const answering = fc.tuple(fc.constantFrom(...answers), fc.nat({ max: 5 })).map(([event, which]) =>
  command(
    event,
    (model) => model.sending,
    (model, call) => call && model.answer(call, event),
    (real, call) => real.calls[call?.id ?? -1]?.meet(event),
    which,
  ),
);
const leaving = fc.nat({ max: 9 }).map((which) =>
  command(
    "abort",
    alive,
    (model, call) => call && model.leave(call, "Error: the user left"),
    (real, call) => real.calls[call?.id ?? -1]?.meet("abort"),
    which,
  ),
);
const passing = fc.constantFrom(500, 1000, 2500, 7000).map((ms) =>
  command(
    `${ms} ms pass`,
    () => undefined,
    (model) => model.pass(ms),
    ({ clock }) => clock.pass(ms),
  ),
);

/** The end of a call coincides with nothing else: its timeout is no multiple of half a second. */
const settings: readonly Settings[] = [
  { maxRetries: 1, timeout: undefined, totalTimeout: undefined },
  { maxRetries: 2, timeout: 1500, totalTimeout: undefined },
  { maxRetries: 3, timeout: 1500, totalTimeout: 5250 },
];

it.each(settings)(
  "calls that share a throttle do what the model says: $maxRetries, $timeout, $totalTimeout",
  async (limits) => {
    const commands = fc.commands<SharedModel, Real, false>(
      [beginning, answering, answering, leaving, passing] as never,
      {
        maxCommands: 40,
        size: "max",
      },
    );
    const property = fc.asyncProperty(commands, fc.constantFrom(1, 2, 3), async (run, places) => {
      const real = sharedCalls(limits, places);
      await fc.asyncModelRun(() => ({ model: new SharedModel(limits, places), real }), run);
      for (const call of real.calls) call.leave();
      await setImmediate();
      for (const call of real.calls) expect(call.leftBehind()).toEqual({ timers: 0, listeners: 0 });
      expect(real.throttle.snapshot().filter(({ inFlight, queued }) => inFlight + queued > 0)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 400 });
  },
);
