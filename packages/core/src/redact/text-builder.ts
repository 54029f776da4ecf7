/**
 * Builds a long text from many short ones. Joins them a thousand at a time: held separately, each part costs more memory than
 * its letters.
 */
export class TextBuilder {
  readonly #joined: string[] = [];
  #recent: string[] = [];

  get isEmpty(): boolean {
    return this.#joined.length + this.#recent.length === 0;
  }

  add(...parts: readonly string[]): void {
    this.#recent.push(...parts);
    if (this.#recent.length < 1000) return;
    this.#joined.push(this.#recent.join(""));
    this.#recent = [];
  }

  /** The whole text, followed by `rest`. */
  finish(rest: string): string {
    return [...this.#joined, ...this.#recent, rest].join("");
  }
}
