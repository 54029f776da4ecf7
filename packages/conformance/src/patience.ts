import { turns } from "./turns.ts";

/** Waits while nothing happens, turn by turn, and not for ever. */
export interface Patience {
  /** Nothing has happened for so long, and in so many turns: a busy machine takes few of them in much time. */
  readonly isOver: boolean;
  turn(): Promise<void>;
  /** Something has happened. */
  renew(): void;
}

/** @param ms - of a machine at rest, which takes more than half as many turns meanwhile */
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
