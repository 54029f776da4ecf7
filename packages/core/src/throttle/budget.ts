/** What a success without a resend gives back. */
const refund = 0.1;

/** A retry budget: each retry takes one; its success, ten other successes or one second restore one. */
export class Budget {
  readonly #most: number;
  #left: number;
  #since = 0;

  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  /** @returns false when none is left */
  spend(now: number): boolean {
    this.#add(Math.max(0, now - this.#since) / 1000);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  succeed(wasResent: boolean): void {
    this.#add(wasResent ? 1 : refund);
  }

  #add(amount: number): void {
    this.#left = Math.min(this.#most, this.#left + amount);
  }
}
