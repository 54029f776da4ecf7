import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** Sends one request after the other as soon as each may leave, until so late. Returns when each left. */
function sendUntil(pace: Pace, end: number, arrivals = 50): number[] {
  const left: number[] = [];
  for (let now = pace.next; now < end; now = pace.next) {
    left.push(now);
    pace.send(now, arrivals);
  }
  return left;
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
    pace.send(50, 50);
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
    pace.send(50, 50);
    pace.send(350, 50);
    expect(pace.isProved).toBe(false);
    pace.send(351, 50);
    expect(pace.isProved).toBe(true);
  });
});

describe("a refusal", () => {
  it("sets the rate to 95 % of what went through since the last", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count < 41; count++) pace.send(pace.next, 50);
    pace.accept(100, 50);
    expect(pace.refuse(1000, 0)).toBe(true);
    expect(pace.rate(1000)).toBeCloseTo(38, 5);
    expect(pace.next).toBeGreaterThan(1000);
  });

  it("takes a little off where too few went through to tell", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50);
    pace.accept(60, 50);
    expect(pace.refuse(60, 0)).toBe(false);
    expect(pace.rate(60)).toBeCloseTo(19, 5);
  });

  it("waits for the time of two requests", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50);
    pace.accept(60, 50);
    pace.refuse(60, 0);
    expect(pace.next).toBe(160);
  });

  it("slows down to one request a second while nothing goes through", () => {
    const pace = new Pace(0, 10);
    const rates: number[] = [];
    for (let now = pace.next, count = 0; count < 12; now = pace.next, count++) {
      pace.send(now, 50);
      expect(pace.refuse(now + 5, 0)).toBe(true);
      rates.push(Number(pace.rate(now + 5).toFixed(2)));
    }
    expect(rates).toEqual([14, 9.8, 6.86, 4.8, 3.36, 2.35, 1.65, 1.15, 1, 1, 1, 1]);
  });

  it("that did not ask for it is tolerated while one in ten fails", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    for (let count = 0; count < 100; count++) pace.send(pace.next, 50);
    expect([1, 2, 3].map(() => pace.refuse(pace.next, 0.1))).toEqual([false, false, true]);
  });
});

describe("beyond the rate that is known to be good", () => {
  it("grows by 5 % in the first second, and faster the longer that goes well", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count < 41; count++) pace.send(pace.next, 50);
    pace.accept(100, 50);
    pace.refuse(1000, 0);
    const rates = [1, 2, 4].map((seconds) => pace.rate(1000 + seconds * 1000) / 38);
    expect(rates.map((rate) => Number(rate.toFixed(4)))).toEqual([1.0625, 1.2, 2]);
  });

  it("grows by use alone", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    pace.send(10_050, 50);
    expect(pace.rate(10_050)).toBeLessThan(51);
  });
});

it("after an outage doubles up to twice the rate at which calls come, and never beyond two and a half times that", () => {
  const pace = new Pace(0, 10);
  for (let count = 0; count < 12; count++) {
    pace.send(pace.next, 50);
    pace.refuse(pace.next, 0);
  }
  const back = pace.next + 5;
  pace.send(pace.next, 50);
  pace.accept(back, 50);
  expect(pace.rate(back)).toBe(20);
  const left = sendUntil(pace, back + 20_000);
  const inLastSecond = left.filter((moment) => moment >= back + 19_000).length;
  expect(inLastSecond).toBeGreaterThanOrEqual(124);
  expect(inLastSecond).toBeLessThanOrEqual(126);
});
