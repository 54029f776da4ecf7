import type { Answer, Gateway, RecoveryPlan } from "./gateway.ts";

/** How many requests the capacity has allowed until a time in milliseconds. */
export type Earned = (time: number) => number;

export const earnedAtRate =
  (rate: number): Earned =>
  (time) =>
    (time * rate) / 1000;

/** The integral of full capacity, then none, then a line from none to full. */
export function earnedInRecovery({ from, to, ramp, rate }: RecoveryPlan): Earned {
  const perMs = rate / 1000;
  return (time) => {
    const inRamp = Math.min(Math.max(time - to, 0), ramp);
    const afterRamp = Math.max(time - to - ramp, 0);
    return perMs * (Math.min(time, from) + inRamp ** 2 / (2 * ramp) + afterRamp);
  };
}

/** Accepts as many requests as the capacity has earned, saves up to `burst` of it, and refuses the rest at once. */
export class TokenBucket implements Gateway {
  readonly #earned: Earned;
  readonly #burst: number;
  readonly #refusal: Omit<Answer, "at">;
  #tokens: number;
  #last = 0;

  constructor(earned: Earned, burst: number, refusal: Omit<Answer, "at">) {
    this.#earned = earned;
    this.#burst = burst;
    this.#refusal = refusal;
    this.#tokens = burst;
  }

  admit(now: number): Answer {
    const earned = this.#earned(now) - this.#earned(this.#last);
    this.#last = now;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned);
    if (this.#tokens < 1) return { ...this.#refusal, at: now };
    this.#tokens--;
    return { status: 200, at: now };
  }
}
