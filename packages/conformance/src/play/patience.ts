import { turns } from "./turns.ts";

/** Waits while nothing happens, turn by turn, but not for ever. */
export interface Patience {
  /** Whether nothing has happened for this time and this many turns: on a busy machine, few turns take much time. */
  readonly isOver: boolean;
  turn(): Promise<void>;
  /** Records that something has happened. */
  renew(): void;
}

/** @param ms - for an idle machine, which takes more than half as many turns in this time */
export function createPatience(ms: number): Patience {
  let since = Date.now();
  let taken = 0;
  return {
    get isOver() {
      return Date.now() - since >= ms && taken >= ms / 2;
    },
    async turn() {
      await turns(1);
      taken += 1;
    },
    renew() {
      since = Date.now();
      taken = 0;
    },
  };
}
