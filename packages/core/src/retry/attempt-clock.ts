import { after, timeoutError } from "../runtime.ts";
import { onAbort, unlessRejected } from "./abort.ts";
import { onceUnused } from "./once-unused.ts";
import type { RetryPolicy } from "./retry-options.ts";

/** The clock of one attempt. */
export interface AttemptClock {
  readonly signal: AbortSignal | undefined;
  /** Ends the attempt's own limit; the call's goes on. */
  readonly stop: () => void;
  /** Waits for work that may ignore the signal. */
  race<T>(work: Promise<T>): Promise<T>;
  /** The attempt is over. An abort still ends `inUse`, such as a body that is being read. */
  end(inUse: object | undefined): void;
}

/** Without any limit it is the caller's own signal that ends an attempt. */
export const unlimitedClock = (signal: AbortSignal | undefined): AttemptClock => ({
  signal,
  stop: () => {},
  race: (work) => work,
  end: () => {},
});

/** Not `AbortSignal.any`: on some runtimes it keeps every linked signal as long as the longest-lived one. */
export function limitedClock({ timeout, runtime }: RetryPolicy, signals: readonly AbortSignal[]): AttemptClock {
  const controller = new AbortController();
  const unlink = onAbort(signals, (reason) => controller.abort(reason));
  const expire = () => controller.abort(timeoutError(`The attempt timed out: timeout is ${timeout} ms`));
  return {
    signal: controller.signal,
    // Nothing that lives as long as `inUse` may hold this: the error that cancels a wait keeps alive what canceled it, and so a response.
    stop: timeout === undefined ? () => {} : after(timeout, runtime, expire),
    // One turn later: work that obeys the signal ends first, with a better error.
    race: (work) =>
      unlessRejected(work, (reject) => {
        let cancel = () => {};
        const stopListening = onAbort([controller.signal], (reason) => {
          cancel = after(0, runtime, () => reject(reason));
        });
        return () => {
          stopListening();
          cancel();
        };
      }),
    end: signals.length === 0 ? () => {} : (inUse) => onceUnused(inUse, unlink),
  };
}
