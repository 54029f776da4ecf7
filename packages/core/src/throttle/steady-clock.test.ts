import { expect, it } from "vitest";
import { SteadyClock } from "./steady-clock.ts";

/** A runtime with its own clock. */
const ticking = (time: number) => ({
  time,
  now() {
    return this.time;
  },
  sleep: async () => {},
  random: () => 0,
});

it("continues from its current time when it is set back", () => {
  const clock = new SteadyClock();
  const runtime = ticking(1000);
  expect(clock.read(runtime)).toBe(1000);
  runtime.time = 400;
  expect(clock.read(runtime)).toBe(1000);
  runtime.time = 500;
  expect(clock.read(runtime)).toBe(1100);
});

it("shows the same time to runtimes whose clocks differ, and does not advance as they alternate", () => {
  const clock = new SteadyClock();
  const [behind, before] = [ticking(0), ticking(1_000_000)];
  const read = () => [behind, before, behind, before].map((runtime) => clock.read(runtime));
  expect(read()).toEqual([0, 1_000_000, 1_000_000, 1_000_000]);
  behind.time += 5;
  before.time += 5;
  expect(read()).toEqual([1_000_005, 1_000_005, 1_000_005, 1_000_005]);
});
