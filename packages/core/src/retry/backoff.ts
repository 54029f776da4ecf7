import { describeValue } from "../check-options.ts";

/** How the wait between two attempts grows. Times are in milliseconds. */
export interface BackoffOptions {
  /** Wait before the first retry. Default: 1 000. */
  readonly initialDelay: number;
  /** What each wait is multiplied by. Default: 2. */
  readonly factor: number;
  /** Longest wait. Default: 30 000. */
  readonly maxDelay: number;
  /**
   * Randomness of a wait: `full`, from 0 to the computed wait; `equal`, its upper half; `none`; or a function of the
   * computed wait. Default: `full`.
   *
   * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
   */
  readonly jitter: "full" | "equal" | "none" | ((delay: number) => number);
}

/**
 * The wait after `attempt`, before jitter: `initialDelay * factor ** (attempt - 1)`, at most `maxDelay`. Zero stays zero,
 * even when the factor has overflowed to infinity.
 */
export const backoffCeiling = (attempt: number, { initialDelay, factor, maxDelay }: BackoffOptions): number =>
  Math.min(maxDelay, initialDelay * factor ** (attempt - 1)) || 0;

/**
 * Milliseconds to wait before `attempt` + 1.
 *
 * @param attempt - attempts already made, from 1
 * @param random - returns [0, 1)
 * @returns milliseconds from 0 to `options.maxDelay`, even if a jitter function returns more
 * @throws RangeError if `attempt` is not a positive integer
 * @throws TypeError if a jitter function does not return a number
 */
export function backoffMs(attempt: number, options: BackoffOptions, random: () => number): number {
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError(`attempt must be a positive integer; got ${String(attempt)}`);
  }
  const ceiling = backoffCeiling(attempt, options);
  switch (options.jitter) {
    case "none":
      return ceiling;
    case "equal":
      return ceiling / 2 + (random() * ceiling) / 2;
    case "full":
      return random() * ceiling;
    default:
      return waitFrom(options.jitter(ceiling), options.maxDelay);
  }
}

function waitFrom(said: unknown, maxDelay: number): number {
  if (typeof said === "number" && !Number.isNaN(said)) return Math.min(maxDelay, Math.max(0, said));
  throw new TypeError(`jitter must return a number of milliseconds; got ${describeValue(said)}`);
}
