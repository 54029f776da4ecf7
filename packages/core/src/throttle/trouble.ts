import type { Verdict } from "../classify.ts";
import type { Category } from "../rule.ts";

/** Longest pause for all, in milliseconds. What the server wants beyond it is refused to them. */
export const longestPauseMs = 120_000;

/** What passes when calls come slower. */
const congestion: ReadonlySet<Category> = new Set(["rate_limit", "overloaded", "server", "timeout", "network"]);

/** What stays as it is until somebody pays, fixes the key or picks another model. */
const lasting: ReadonlySet<Category> = new Set(["auth", "quota", "model_unavailable"]);

/** Whether a verdict is about more calls than its own. */
export const isShared = ({ category, retry, scope }: Verdict): boolean =>
  scope !== "request" && (congestion.has(category) || (lasting.has(category) && retry === "no"));

/** Whether a failure that hits all calls of its scope is certain to hit the next one now. */
export const isCertain = ({ retry, retryAfterMs = 0 }: Verdict): boolean =>
  retry === "no" || retryAfterMs > longestPauseMs;

/** Whether the server asks for fewer requests, rather than failing at them. */
export const isAsking = ({ category, retryAfterMs = 0 }: Verdict): boolean =>
  category === "rate_limit" || retryAfterMs > 0;

/** So many failures, and more than there were successes, are trouble. */
const enoughFailures = 5;

/** Older failures and successes count half as soon as there are so many. */
const window = 40;

/** What became of the last requests. */
export class Tally {
  #failures = 0;
  #successes = 0;

  get hasFailures(): boolean {
    return this.#failures > 0;
  }

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
