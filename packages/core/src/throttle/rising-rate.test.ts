import { describe, expect, it } from "vitest";
import { RisingRate } from "./rising-rate.ts";

/** A rate whose first request was accepted at 0, by a server that answers in `answerMs`. */
function accepted(answerMs = 10): RisingRate {
  const rate = new RisingRate();
  rate.accept(0, answerMs, 5);
  return rate;
}

/** A rate that was refused at 300 ms, when it was 80 per second, and then grows slowly from 76. */
function refused(penaltyMs = 0): RisingRate {
  const rate = accepted();
  rate.refuse(300, penaltyMs, undefined);
  return rate;
}

/** A rate that three refusals made an outage of, and that was accepted at 0 while 30 calls per second arrived. */
function recovered(penaltyMs = 0): RisingRate {
  const rate = new RisingRate();
  for (let refusal = 0; refusal < 3; refusal++) rate.refuse(0, penaltyMs, undefined);
  rate.accept(0, 10, 30);
  return rate;
}

describe("a rate", () => {
  it("stays at 20 per second until a request is accepted", () => {
    const rate = new RisingRate();
    expect([rate.isProved, rate.rate(0), rate.rate(60_000)]).toEqual([false, 20, 20]);
  });

  it("falls by three tenths with each refusal before that, to one per second at least", () => {
    const rate = new RisingRate();
    const rates = Array.from({ length: 10 }, () => {
      rate.refuse(0, 0, undefined);
      return rate.rate(0);
    });
    expect(rates.slice(0, 3)).toEqual([14, 9.8, 6.86].map((value) => expect.closeTo(value)));
    expect(rates.at(-1)).toBe(1);
  });

  it("doubles in 150 ms, or in one and a half response times", () => {
    expect([0, 150, 300].map((now) => accepted().rate(now))).toEqual([20, 40, 80]);
    expect([0, 300, 600].map((now) => accepted(200).rate(now))).toEqual([20, 40, 80]);
  });

  it("falls a little at a refusal, and grows slowly from there", () => {
    expect(refused().rate(300)).toBeCloseTo(76);
    expect(refused().rate(1300)).toBeCloseTo(76 * 1.0625);
  });

  it("takes a second refusal in a row as a sign of a lower knee, too", () => {
    const rate = refused();
    rate.refuse(1300, 0, undefined);
    expect(rate.rate(1300)).toBeCloseTo(76.7125);
    expect(rate.rate(2300)).toBeCloseTo(76.7125 * 1.0625);
  });

  it("takes what the server accepted as its capacity, and searches for the limit between that and the rate", () => {
    const rate = refused();
    rate.refuse(1300, 0, 50);
    expect(rate.rate(1300)).toBeCloseTo(47.5);
    // The knee is the geometric mean of 80.75 and 50.
    const knee = 63.54;
    const toKnee = 150 * Math.log2(knee / 47.5);
    expect(rate.rate(1300 + toKnee)).toBeCloseTo(knee, 1);
    expect(rate.rate(2300 + toKnee)).toBeCloseTo(knee * 1.0625, 1);
  });

  it("takes at most twice what the server accepted as its limit", () => {
    const rate = refused();
    rate.refuse(1300, 0, 10);
    expect(rate.rate(1300)).toBeCloseTo(9.5);
    expect(rate.rate(1300 + 150 * Math.log2(20 / 9.5))).toBeCloseTo(20, 1);
  });
});

describe("after an outage a rate", () => {
  it("rises to twice the arrivals, and then slowly to two and a half times as many", () => {
    const toKnee = 150 * Math.log2(3);
    expect([0, 150, toKnee, toKnee + 1000].map((now) => recovered().rate(now))).toEqual(
      [20, 40, 60, 63.75].map((value) => expect.closeTo(value)),
    );
    expect(recovered().rate(60_000)).toBe(75);
  });

  it("forgets that limit at a refusal", () => {
    const rate = recovered();
    rate.refuse(60_000, 0, undefined);
    expect(rate.rate(120_000)).toBeGreaterThan(75);
  });
});

describe("while requests are sent, a rate", () => {
  it("does not grow if a refused call would be back too late", () => {
    const rate = refused(1000);
    rate.send(800, 0, 500, 75);
    expect(rate.rate(1300)).toBeCloseTo(76 * 1.0265625);
  });

  it("grows if a refused call would be back in time, or if nothing was refused for ten such waits", () => {
    const [queued, calm] = [refused(1000), refused(1000)];
    queued.send(300, 0, 500, 76);
    calm.send(800, 0, 10_001, 0);
    expect([queued.rate(1300), calm.rate(1300)]).toEqual([expect.closeTo(80.75), expect.closeTo(80.75)]);
  });

  it("rises to the knee nevertheless", () => {
    const rate = recovered(1000);
    rate.send(1000, 0, 500, 0);
    expect(rate.rate(1000)).toBeCloseTo(60);
  });

  it("does not grow in time that was not used", () => {
    const [rate, idle] = [accepted(), accepted()];
    rate.send(150, 100, 0, 0);
    expect(rate.rate(250)).toBeCloseTo(40);
    idle.send(150, 100_000, 0, 0);
    expect(idle.rate(150)).toBe(20);
  });

  it("does not rise while it is held", () => {
    const rate = accepted();
    rate.hold(1000);
    expect([rate.rate(500), rate.rate(1150)]).toEqual([20, 40]);
  });
});
