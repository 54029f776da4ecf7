import type { Runtime } from "../runtime.ts";

/**
 * A clock that is never set back: when the runtime's is, it goes on from where it stands. Runtimes whose clocks differ are shown the
 * same time, that of the one that is ahead.
 */
export class SteadyClock {
  readonly #ahead = new WeakMap<Runtime, number>();
  #last = -Infinity;

  /** Milliseconds. */
  read(runtime: Runtime): number {
    const time = runtime.now();
    const ahead = Math.max(this.#ahead.get(runtime) ?? 0, this.#last - time);
    this.#ahead.set(runtime, ahead);
    this.#last = time + ahead;
    return this.#last;
  }
}
