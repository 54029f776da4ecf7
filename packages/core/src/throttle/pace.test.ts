import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** Sends one request after the other as soon as each is allowed, until a given time. Returns when each was sent. */
function sendUntil(pace: Pace, end: number, arrivals = 50): number[] {
  const left: number[] = [];
  for (let now = pace.next; now < end; now = pace.next) {
    left.push(now);
    pace.send(now, arrivals, 0);
  }
  return left;
}

/** Of 21 requests in the first second one was refused, whose caller must wait this long. The known rate is 20 per second, so 19 are sent. */
function knownPace(penaltyMs = 0): Pace {
  const pace = new Pace(0, 10);
  for (let count = 0; count < 21; count++) pace.send(900, 50, 0);
  pace.accept(1000, 50);
  expect(pace.refuse(1000, true, penaltyMs)).toBe(true);
  expect(pace.rate(1000)).toBe(19);
  return pace;
}

describe("slow start", () => {
  it("keeps 20 requests per second until one is accepted", () => {
    const pace = new Pace(0, 10);
    expect(sendUntil(pace, 140)).toEqual([50, 100]);
    expect(pace.rate(140)).toBe(20);
    expect(pace.isProved).toBe(false);
  });

  it("doubles every 150 ms from then on", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(100, 50);
    expect([100, 250, 400, 550].map((now) => pace.rate(now))).toEqual([20, 40, 80, 160]);
  });

  it("doubles in one and a half times the duration of refusals, if those are slow", () => {
    const pace = new Pace(0, 400);
    pace.accept(0, 50);
    expect(pace.rate(600)).toBe(40);
  });

  it("counts a request as accepted if it is not refused within three times the duration of refusals", () => {
    const pace = new Pace(0, 100);
    pace.send(50, 50, 0);
    pace.send(350, 50, 0);
    expect(pace.isProved).toBe(false);
    pace.send(351, 50, 0);
    expect(pace.isProved).toBe(true);
  });
});

describe("a refusal", () => {
  it("sets the rate to 95 % of what was accepted since the last one", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count < 41; count++) pace.send(pace.next, 50, 0);
    pace.accept(100, 50);
    expect(pace.refuse(1000, true, 0)).toBe(true);
    expect(pace.rate(1000)).toBeCloseTo(38, 5);
    expect(pace.next).toBeGreaterThan(1000);
  });

  it("lowers the rate a little if too few were accepted to measure it", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(60, 50);
    expect(pace.refuse(60, true, 0)).toBe(false);
    expect(pace.rate(60)).toBeCloseTo(19, 5);
  });

  it("pauses for the time of two requests", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 50, 0);
    pace.accept(60, 50);
    pace.refuse(60, true, 0);
    expect(pace.next).toBe(160);
  });

  it("slows down to one request per second while nothing is accepted", () => {
    const pace = new Pace(0, 10);
    const rates: number[] = [];
    for (let now = pace.next, count = 0; count < 12; now = pace.next, count++) {
      pace.send(now, 50, 0);
      expect(pace.refuse(now + 5, true, 0)).toBe(true);
      rates.push(Number(pace.rate(now + 5).toFixed(2)));
    }
    expect(rates).toEqual([14, 9.8, 6.86, 4.8, 3.36, 2.35, 1.65, 1.15, 1, 1, 1, 1]);
  });

  it("by a server that did not ask for fewer requests is tolerated while one in ten fails", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    for (let count = 0; count < 100; count++) pace.send(pace.next, 50, 0);
    expect([1, 2, 3].map(() => pace.refuse(pace.next, false, 0))).toEqual([false, false, true]);
  });
});

describe("a refusal while the rate doubles", () => {
  it("starts a search between what was accepted and the rate that was reached", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    // While the rate rises from 20 to 320 per second 63 requests are sent, one of which is refused: 103 per second are accepted.
    expect(sendUntil(pace, 600)).toHaveLength(63);
    pace.refuse(600, true, 0);
    expect(pace.rate(600)).toBeCloseTo(98.17, 2);
    // From there it doubles up to 181.84, which is as far from 103 as from 320, and grows slowly from there.
    expect(pace.rate(650)).toBeCloseTo(123.68, 1);
    expect(pace.rate(734)).toBeCloseTo(181.84, 0);
    expect(pace.rate(1734)).toBeCloseTo(181.84 * 1.0625, 0);
  });

  it("does not end the search if few requests were accepted since the last one", () => {
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

describe("if a refusal makes its caller wait for two seconds", () => {
  const waiting = (pace: Pace, queued: number, end: number): number => {
    while (pace.next < end) pace.send(pace.next, 50, queued);
    return pace.rate(end);
  };

  it("tries a higher rate while a refused call would be back before the queue is empty", () => {
    expect(waiting(knownPace(2000), 200, 5000)).toBeGreaterThan(35);
  });

  it("stays at the known good rate while a refused call would not be back in time", () => {
    expect(waiting(knownPace(2000), 30, 15_000)).toBeLessThan(19.2);
  });

  it("returns to it as soon as a refused call would not be back in time", () => {
    const pace = knownPace(2000);
    waiting(pace, 200, 5000);
    expect(waiting(pace, 30, 6000)).toBeLessThan(19.2);
  });

  it("tries a higher rate nevertheless after twenty seconds without a refusal", () => {
    const pace = knownPace(2000);
    expect(waiting(pace, 30, 20_000)).toBeLessThan(19.2);
    expect(waiting(pace, 30, 26_000)).toBeGreaterThan(35);
  });
});

it("waits for requests that were sent before pacing began", () => {
  const pace = new Pace(0, 10);
  pace.hold(400);
  expect(pace.next).toBe(400);
  pace.hold(300);
  expect(pace.next).toBe(400);
  expect(pace.rate(400)).toBe(20);
});

describe("beyond the known good rate", () => {
  it("grows by 5 % in the first second, and faster the longer nothing is refused", () => {
    const pace = knownPace();
    const rates = [1, 2, 4].map((seconds) => pace.rate(1000 + seconds * 1000) / 19);
    expect(rates.map((rate) => Number(rate.toFixed(4)))).toEqual([1.0625, 1.2, 2]);
  });

  it("grows only when used", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 50);
    pace.send(10_050, 50, 0);
    expect(pace.rate(10_050)).toBeLessThan(51);
  });
});

it("after an outage doubles up to twice the rate at which calls arrive, and never exceeds two and a half times that", () => {
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

describe("a timer that is late", () => {
  it("is compensated by 150 ms, and no more", () => {
    const pace = new Pace(0, 10);
    pace.send(200, 0, 0);
    expect(pace.next).toBe(100);
    pace.send(300, 0, 0);
    expect(pace.next).toBe(200);
  });
});

describe("patience", () => {
  it("lasts 100 ms at least, from the first request since the last refusal", () => {
    const pace = new Pace(0, 10);
    pace.send(50, 0, 0);
    pace.refuse(60, true, 0);
    pace.send(160, 0, 0);
    pace.send(260, 0, 0);
    expect(pace.isProved).toBe(false);
    pace.send(261, 0, 0);
    expect(pace.isProved).toBe(true);
  });

  it("follows the shortest response time", () => {
    const pace = new Pace(0, 1000);
    pace.heard(100);
    pace.heard(400);
    pace.send(50, 0, 0);
    pace.send(350, 0, 0);
    expect(pace.isProved).toBe(false);
    pace.send(351, 0, 0);
    expect(pace.isProved).toBe(true);
  });
});

describe("the first request that is accepted", () => {
  const refused = () => {
    const pace = new Pace(0, 10);
    pace.send(50, 0, 0);
    expect(pace.refuse(60, true, 0)).toBe(true);
    expect([pace.rate(60), pace.next]).toEqual([14, 160]);
    return pace;
  };
  const refusedThrice = () => {
    const pace = refused();
    expect([pace.refuse(70, true, 0), pace.refuse(80, true, 0)]).toEqual([true, true]);
    expect(pace.rate(80)).toBeCloseTo(6.86, 5);
    return pace;
  };

  it("lets the next one follow 50 ms later, or earlier", () => {
    const soon = refused();
    soon.accept(70, 0);
    expect(soon.next).toBe(120);
    const late = refused();
    late.accept(500, 0);
    expect(late.next).toBe(160);
  });

  it("counts, and no other: the rate grows from it on", () => {
    const pace = refused();
    pace.accept(100, 0);
    pace.accept(250, 0);
    expect(pace.rate(250)).toBe(40);
  });

  it("ends an outage in which three in a row were refused", () => {
    const brief = refused();
    brief.refuse(70, true, 0);
    brief.accept(10_000, 40);
    expect(brief.rate(10_450)).toBe(160);
    const long = refusedThrice();
    long.accept(100, 40);
    expect(long.rate(250)).toBe(40);
    expect(long.rate(400)).toBe(80);
    expect(long.rate(550)).toBeLessThan(81);
    expect(long.rate(60_000)).toBe(100);
  });

  it("after an outage keeps 20 requests per second if fewer calls arrive", () => {
    const pace = refusedThrice();
    pace.accept(5000, 1);
    expect([pace.rate(5150), pace.rate(60_000)]).toEqual([20, 20]);
  });
});

describe("the rate that a refusal shows", () => {
  it("is known from ten accepted requests on", () => {
    const refusedAfter = (accepted: number) => {
      const pace = new Pace(0, 10);
      for (let count = 0; count <= accepted; count++) pace.send(100, 0, 0);
      pace.accept(110, 0);
      return { isNew: pace.refuse(1000, true, 0), rate: pace.rate(1000) };
    };
    expect(refusedAfter(9).isNew).toBe(false);
    expect(refusedAfter(9).rate).toBeGreaterThan(1000);
    expect(refusedAfter(10)).toEqual({ isNew: true, rate: 9.5 });
  });

  it("is counted from the last refusal that showed one", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count <= 10; count++) pace.send(100, 0, 0);
    pace.accept(110, 0);
    pace.refuse(1000, true, 0);
    for (let count = 0; count <= 10; count++) pace.send(1100, 0, 0);
    expect(pace.refuse(3000, true, 0)).toBe(true);
    expect(pace.rate(3000)).toBeCloseTo(4.75, 5);
  });

  it("is no more than the rate itself, if no time has passed", () => {
    const pace = new Pace(0, 10);
    for (let count = 0; count <= 10; count++) pace.send(0, 0, 0);
    pace.accept(0, 0);
    pace.refuse(0, true, 0);
    expect(pace.rate(0)).toBe(19);
  });

  it("is tolerated again after it slowed the pace", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 0);
    const rates = [1, 2, 3, 4, 5, 6].map(() => {
      pace.refuse(0, false, 0);
      return Number(pace.rate(0).toFixed(2));
    });
    expect(rates).toEqual([20, 20, 19, 19, 19, 18.05]);
  });

  it("is forgotten with the requests that follow", () => {
    const pace = new Pace(0, 10);
    pace.accept(0, 0);
    for (let count = 0; count < 10; count++) {
      expect(pace.refuse(0, false, 0)).toBe(false);
      for (let more = 0; more < 20; more++) pace.send(0, 0, 0);
    }
    expect(pace.rate(0)).toBe(20);
  });
});

it("treats a clock that was set back as one that stands still", () => {
  const pace = new Pace(1000, 10);
  pace.accept(1000, 0);
  expect(pace.rate(500)).toBe(20);
});
