import { classify, type Verdict } from "../classify.ts";
import type { ThrottleStatus } from "./throttle-types.ts";

/** How many rules are counted by name. */
const mostRules = 20;

/** The verdict of a call that is refused because of no failure. */
export const crowded = (): Verdict => ({
  ...classify({ status: 429 }),
  reason: "Too many calls at a time; no failure made them wait.",
  action: "Send fewer at a time, or raise maxQueue.",
});

/** The failures of a lane: how many by rule, and the last one. */
export class FailureLog {
  readonly #rules: Record<string, number> = Object.create(null);
  #verdict: Verdict | undefined;
  #last: ThrottleStatus["lastFailure"];

  /** The verdict of a call that is refused because of them. */
  get verdict(): Verdict {
    return this.#verdict ?? crowded();
  }

  status(): Pick<ThrottleStatus, "rules" | "lastFailure"> {
    return { rules: { ...this.#rules }, lastFailure: this.#last };
  }

  add(verdict: Verdict, timestamp: number): void {
    // Other calls are refused with this verdict: leave out what belongs to this request.
    this.#verdict = { ...verdict, message: undefined, param: undefined, requestId: undefined };
    const { ruleId } = verdict;
    this.#last = { ruleId, timestamp };
    if (ruleId in this.#rules || Object.keys(this.#rules).length < mostRules)
      this.#rules[ruleId] = (this.#rules[ruleId] ?? 0) + 1;
  }
}
