/** A long text that is put together from many short ones. They are joined by the thousand: each costs more than its letters. */
export class Pieces {
  readonly #joined: string[] = [];
  #recent: string[] = [];

  get isEmpty(): boolean {
    return this.#joined.length + this.#recent.length === 0;
  }

  add(...pieces: readonly string[]): void {
    this.#recent.push(...pieces);
    if (this.#recent.length < 1000) return;
    this.#joined.push(this.#recent.join(""));
    this.#recent = [];
  }

  /** All of it, and a rest. */
  with(rest: string): string {
    return [...this.#joined, ...this.#recent, rest].join("");
  }
}
