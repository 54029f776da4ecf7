/** Fewer failures than this are not counted as trouble. */
const enoughFailures = 5;

/** When this many results have been counted, all counts are halved: newer results weigh more. */
const window = 40;

/** Counts the failures and successes of recent requests. */
export class FailureTally {
  #failures = 0;
  #successes = 0;

  get hasFailures(): boolean {
    return this.#failures > 0;
  }

  /** Enough requests failed, and more than succeeded. */
  get isTrouble(): boolean {
    return this.#failures >= enoughFailures && this.#failures > this.#successes;
  }

  add(failures: 0 | 1): void {
    this.#failures += failures;
    this.#successes += 1 - failures;
    if (this.#failures + this.#successes <= window) return;
    this.#failures /= 2;
    this.#successes /= 2;
  }
}
