/** A clock that is never set back: when the one that it follows is, it goes on from where it stands. */
export class SteadyClock {
  #last = Number.NEGATIVE_INFINITY;
  #ahead = 0;

  /** @param time - what the other clock shows, in milliseconds */
  read(time: number): number {
    this.#ahead = Math.max(this.#ahead, this.#last - time);
    this.#last = time + this.#ahead;
    return this.#last;
  }
}
