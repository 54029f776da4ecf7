import type { Verdict } from "../classify.ts";
import type { Category } from "../rule.ts";

/** The longest pause for all calls of a key, in milliseconds. When the server asks for more, they are refused instead. */
export const longestPauseMs = 120_000;

/** Failures that sending more slowly can prevent. */
const congestion: ReadonlySet<Category> = new Set(["rate_limit", "overloaded", "server", "timeout", "network"]);

/** Failures that last until the user tops up, fixes the key or picks another model. */
const persistent: ReadonlySet<Category> = new Set(["auth", "quota", "model_unavailable"]);

/** Whether the failure concerns other calls too. */
export const isShared = ({ category, retry, scope }: Verdict): boolean =>
  scope !== "request" && (congestion.has(category) || (persistent.has(category) && retry === "no"));

/** Whether the next call of the same scope would fail the same way now. */
export const hitsNextCall = ({ retry, retryAfterMs = 0 }: Verdict): boolean =>
  retry === "no" || retryAfterMs > longestPauseMs;

/** Whether the server asked for fewer requests, rather than just failing. */
export const asksToSlowDown = ({ category, retryAfterMs = 0 }: Verdict): boolean =>
  category === "rate_limit" || retryAfterMs > 0;
