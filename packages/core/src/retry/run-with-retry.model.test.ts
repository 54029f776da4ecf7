import fc from "fast-check";
import { expect, it } from "vitest";
import { callModel, type Event, events, type Settings, type State } from "../../test/call-model.ts";
import { modelledCall } from "../../test/modelled-call.ts";

const settings: readonly Settings[] = [
  { maxRetries: 1, timeout: undefined, totalTimeout: undefined },
  { maxRetries: 2, timeout: 2000, totalTimeout: undefined },
  { maxRetries: 2, timeout: undefined, totalTimeout: 3000 },
  { maxRetries: 3, timeout: 2000, totalTimeout: 5000 },
];

/** Applies events to a call, and compares it with the model after each. */
async function compare(settings: Settings, sequence: readonly Event[]): Promise<void> {
  const call = modelledCall(settings);
  let state: State = callModel.begin(settings);
  await call.settled();
  expect(call.seen()).toEqual(callModel.shown(state));
  for (const event of sequence) {
    state = callModel.after(state, event, settings);
    call.meet(event);
    await call.settled();
    expect(call.seen(), `after ${sequence.join(", ")}`).toEqual(callModel.shown(state));
  }
  call.leave();
  await call.settled();
  expect(call.leftBehind()).toEqual({ timers: 0, listeners: 0 });
}

/** Every sequence of this many events. */
function* sequences(length: number): Generator<readonly Event[]> {
  if (length === 0) return yield [];
  for (const start of sequences(length - 1)) for (const event of events) yield [...start, event];
}

it.each(settings)(
  "a call does what the model says, whatever comes in whatever order: $maxRetries, $timeout, $totalTimeout",
  async (limits) => {
    for (const sequence of sequences(4)) await compare(limits, sequence);
  },
);

it("a call follows the model over many events", async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...settings),
    fc.array(fc.constantFrom(...events), { minLength: 5, maxLength: 25 }),
    compare,
  );
  await fc.assert(property, { numRuns: 500 });
});
