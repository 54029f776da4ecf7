import { onAbort, unlessAborted } from "./abort.ts";
import type { RetryPolicy } from "./retry-options.ts";
import { after, timeoutError } from "./runtime.ts";

/** The clock of one attempt. */
export interface AttemptClock {
  readonly signal: AbortSignal | undefined;
  /** Ends the attempt's own limit; the call's goes on. */
  readonly stop: () => void;
  /** Waits for work that may ignore the signal; `late` receives a result that comes afterwards. */
  race<T>(work: Promise<T>, late: (value: T) => void): Promise<T>;
  /** The attempt is over. An abort still ends `inUse`, such as a body that is being read. */
  end(inUse: object | undefined): void;
}

/** The limits of one call: `totalTimeout` over all, `timeout` for each attempt, and the caller's signal. */
export class Deadline {
  readonly #policy: RetryPolicy;
  readonly #end: number;
  readonly #signals: readonly AbortSignal[];
  #stopTotal: (() => void) | undefined;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
    const { totalTimeout, runtime, signal } = policy;
    this.#end = totalTimeout === undefined ? Number.POSITIVE_INFINITY : runtime.now() + totalTimeout;
    const signals = [signal];
    if (totalTimeout !== undefined) {
      const total = new AbortController();
      this.#stopTotal = after(totalTimeout, runtime, () => total.abort(this.timeUp));
      signals.push(total.signal);
    }
    this.#signals = signals.filter((item) => item != null);
  }

  #timeUp: DOMException | undefined;

  /** What is thrown when `totalTimeout` passes: the same each time. */
  get timeUp(): DOMException {
    const { totalTimeout } = this.#policy;
    this.#timeUp ??= timeoutError(`The call timed out: totalTimeout is ${totalTimeout} ms`);
    return this.#timeUp;
  }

  isTimeUp(error: unknown): boolean {
    return error !== undefined && error === this.#timeUp;
  }

  /** Milliseconds left for the call. */
  left(): number {
    return this.#end - (this.#end === Number.POSITIVE_INFINITY ? 0 : this.#policy.runtime.now());
  }

  /** A signal for one attempt, and its limit. Without any limit it is the caller's own signal. */
  startAttempt(): AttemptClock {
    const { signal, timeout } = this.#policy;
    if (timeout === undefined && this.#stopTotal === undefined) return { signal: signal ?? undefined, ...unlimited };
    return limited(this.#policy, this.#signals);
  }

  /** Waits for a hook, but not beyond the caller's signal and the end of the call. */
  race<T>(waited: T | PromiseLike<T>): Promise<T> {
    return unlessAborted(waited, this.#signals);
  }

  /** Ends the clock of the call. */
  clear(): void {
    this.#stopTotal?.();
  }
}

const unlimited: Omit<AttemptClock, "signal"> = { stop: () => {}, race: (work) => work, end: () => {} };

/**
 * Calls back once nothing is in use any more, at once if nothing is.
 *
 * A stream of Node's tells when it closes. Its owner may listen to a signal until then, which keeps the stream in memory. Of
 * anything else only the garbage collector can tell, on runtimes that let it.
 */
export function onceUnused(inUse: NodeStream | object | undefined, callback: () => void): void {
  if (inUse === undefined) callback();
  else if ("closed" in inUse && "once" in inUse) {
    if (inUse.closed) callback();
    else inUse.once("close", callback);
  } else readers?.register(inUse, callback);
}

/** What a stream of Node's has that tells when it is over. */
export interface NodeStream {
  readonly closed: boolean;
  once(event: "close", listener: () => void): unknown;
}

const readers = /* @__PURE__ */ (() =>
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<() => void>((unlink) => unlink())
    : undefined)();

/** Not `AbortSignal.any`: on some runtimes it keeps every linked signal as long as the longest-lived one. */
function limited({ timeout, runtime }: RetryPolicy, signals: readonly AbortSignal[]): AttemptClock {
  const controller = new AbortController();
  const unlink = onAbort(signals, (reason) => controller.abort(reason));
  const error = () => timeoutError(`The attempt timed out: timeout is ${timeout} ms`);
  return {
    signal: controller.signal,
    stop: timeout === undefined ? () => {} : after(timeout, runtime, () => controller.abort(error())),
    async race(work, late) {
      let isOver = false;
      const ended = work.then((value) => {
        if (isOver) late(value);
        return value;
      });
      // One turn later: work that obeys the signal ends first, with a better error.
      let cancel = () => {};
      let stopListening = () => {};
      const overdue = new Promise<never>((_, reject) => {
        stopListening = onAbort([controller.signal], (reason) => {
          cancel = after(0, runtime, () => reject(reason));
        });
      });
      try {
        return await Promise.race([ended, overdue]);
      } finally {
        isOver = true;
        // Otherwise the pending promise would keep the winner in memory.
        stopListening();
        cancel();
      }
    },
    end: signals.length === 0 ? () => {} : (inUse) => onceUnused(inUse, unlink),
  };
}
