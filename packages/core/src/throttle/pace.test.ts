import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** Sends one request after the other as soon as each may leave, until so late. Returns when each left. */
function sendUntil(pace: Pace, end: number, arrivals = 50): number[] {
  const left: number[] = [];
  for (let now = pace.next; now < end; now = pace.next) {
    left.push(now);
    pace.send(now, arrivals, 0);
  }
  return left;
}

/** Of 21 requests in the first second one was refused, whose caller must wait for so long. What is known: 20 a second, so 19 leave. */
function knownPace(penaltyMs = 0): Pace {
  const pace = new Pace(0, 10);
  for (let count = 0; count < 21; count++) pace.send(900, 50, 0);
  pace.accept(1000, 50);
  expect(pace.refuse(1000, true, penaltyMs)).toBe(true);
  expect(pace.rate(1000)).toBe(19);
  return pace;
}

describe("slow start", () => {
  it("keeps 20 requests a second until one goes through", () => {
    const pace = new Pace(0, 10);
    expect(sendUntil(pace, 140)).toEqual([50, 100]);
    expect(pace.rate(140)).toBe(20);
    expect(pace.isProved).toBe(false);
  });

  it("doubles each 150 ms from then on", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(100, 50);
    expect([100, 250, 400, 550].map((now) => pace.rate(now))).toEqual([20, 40, 80, 160]);
  });

  it("doubles in one and a half times that refusals take, where those are slow", () => {
    const pace = new Pace(0, 400);
    pace.accept(0, 50);
    expect(pace.rate(600)).toBe(40);
  });

  it("takes a request for one that goes through if it is not refused in three times that refusals take", () => {
    const pace = new Pace(0, 100);
    pace.send(50, 50, 0);
    pace.send(350, 50, 0);
    expect(pace.isProved).toBe(false);
    pace.send(351, 50, 0);
    expect(pace.isProved).toBe(true);
  });
});

describe("a refusal", () => {
  it("sets the rate to 95 % of what went through since the last", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count < 41; count++) pace.send(pace.next, 50, 0);
    pace.accept(100, 50);
    expect(pace.refuse(1000, true, 0)).toBe(true);
    expect(pace.rate(1000)).toBeCloseTo(38, 5);
    expect(pace.next).toBeGreaterThan(1000);
  });

  it("takes a little off where too few went through to tell", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(60, 50);
    expect(pace.refuse(60, true, 0)).toBe(false);
    expect(pace.rate(60)).toBeCloseTo(19, 5);
  });

  it("waits for the time of two requests", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(60, 50);
    pace.refuse(60, true, 0);
    expect(pace.next).toBe(160);
  });

  it("slows down to one request a second while nothing goes through", () => {
    const pace = new Pace(0, 10);
    const rates: number[] = [];
    for (let now = pace.next, count = 0; count < 12; now = pace.next, count++) {
      pace.send(now, 50, 0);
      expect(pace.refuse(now + 5, true, 0)).toBe(true);
      rates.push(Number(pace.rate(now + 5).toFixed(2)));
    }
    expect(rates).toEqual([14, 9.8, 6.86, 4.8, 3.36, 2.35, 1.65, 1.15, 1, 1, 1, 1]);
  });

  it("that did not ask for it is tolerated while one in ten fails", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    for (let count = 0; count < 100; count++) pace.send(pace.next, 50, 0);
    expect([1, 2, 3].map(() => pace.refuse(pace.next, false, 0))).toEqual([false, false, true]);
  });
});

describe("a refusal while the rate doubles", () => {
  it("makes it look between what went through and what it had reached", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    // While the rate rises from 20 to 320 a second 63 requests leave, one of which is refused: 103 a second go through.
    expect(sendUntil(pace, 600)).toHaveLength(63);
    pace.refuse(600, true, 0);
    expect(pace.rate(600)).toBeCloseTo(98.17, 2);
    // From there it doubles up to 181.84, which is as far from 103 as from 320, and feels its way from there.
    expect(pace.rate(650)).toBeCloseTo(123.68, 1);
    expect(pace.rate(734)).toBeCloseTo(181.84, 0);
    expect(pace.rate(1734)).toBeCloseTo(181.84 * 1.0625, 0);
  });

  it("does not end that where few went through since the last one", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    sendUntil(pace, 600);
    pace.refuse(600, true, 0);
    sendUntil(pace, 650);
    expect(pace.refuse(650, true, 0)).toBe(false);
    expect(pace.rate(650)).toBeLessThan(130);
    expect(pace.rate(950)).toBeGreaterThan(160);
  });
});

describe("where a refusal makes its caller wait for two seconds", () => {
  const waiting = (pace: Pace, queued: number, end: number): number => {
    while (pace.next < end) pace.send(pace.next, 50, queued);
    return pace.rate(end);
  };

  it("tries more while the refused would be back before the queue is empty", () => {
    expect(waiting(knownPace(2000), 200, 5000)).toBeGreaterThan(35);
  });

  it("stays at the rate that is known to be good while he would not", () => {
    expect(waiting(knownPace(2000), 30, 15_000)).toBeLessThan(19.2);
  });

  it("goes back to it as soon as he would not", () => {
    const pace = knownPace(2000);
    waiting(pace, 200, 5000);
    expect(waiting(pace, 30, 6000)).toBeLessThan(19.2);
  });

  it("tries more all the same after twenty seconds without a refusal", () => {
    const pace = knownPace(2000);
    expect(waiting(pace, 30, 20_000)).toBeLessThan(19.2);
    expect(waiting(pace, 30, 26_000)).toBeGreaterThan(35);
  });
});

it("waits for those who left before there was a pace, and begins then", () => {
  const pace = new Pace(0, 10);
  pace.hold(400);
  expect(pace.next).toBe(400);
  pace.hold(300);
  expect(pace.next).toBe(400);
  expect(pace.rate(400)).toBe(20);
});

describe("beyond the rate that is known to be good", () => {
  it("grows by 5 % in the first second, and faster the longer that goes well", () => {
    const pace = knownPace();
    const rates = [1, 2, 4].map((seconds) => pace.rate(1000 + seconds * 1000) / 19);
    expect(rates.map((rate) => Number(rate.toFixed(4)))).toEqual([1.0625, 1.2, 2]);
  });

  it("grows by use alone", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    pace.send(10_050, 50, 0);
    expect(pace.rate(10_050)).toBeLessThan(51);
  });
});

it("takes no two refusals in a row for an outage", () => {
  const pace = new Pace(0, 10);
  for (let count = 0; count < 2; count++) {
    pace.send(pace.next, 50, 0);
    pace.refuse(pace.next, true, 0);
  }
  pace.accept(1000, 50);
  expect(pace.rate(1600)).toBe(320);
});

it("takes three for one: doubles up to twice the rate at which calls come, and goes never beyond two and a half times that", () => {
  const pace = new Pace(0, 10);
  for (let count = 0; count < 12; count++) {
    pace.send(pace.next, 50, 0);
    pace.refuse(pace.next, true, 0);
  }
  const back = pace.next + 5;
  pace.send(pace.next, 50, 0);
  pace.accept(back, 50);
  expect(pace.rate(back)).toBe(20);
  const left = sendUntil(pace, back + 20_000);
  const inLastSecond = left.filter((moment) => moment >= back + 19_000).length;
  expect(inLastSecond).toBeGreaterThanOrEqual(124);
  expect(inLastSecond).toBeLessThanOrEqual(126);
});
