/** First in, first out, except that returning items go before new ones. Removing any item takes constant time. */
export class Queue<Item> {
  readonly #returning = new Set<Item>();
  readonly #waiting = new Set<Item>();

  get size(): number {
    return this.#returning.size + this.#waiting.size;
  }

  add(item: Item, isReturning: boolean): void {
    (isReturning ? this.#returning : this.#waiting).add(item);
  }

  has(item: Item): boolean {
    return this.#returning.has(item) || this.#waiting.has(item);
  }

  first(): Item | undefined {
    const [item] = this.#returning.size > 0 ? this.#returning : this.#waiting;
    return item;
  }

  all(): Item[] {
    return [...this.#returning, ...this.#waiting];
  }

  /** @returns whether it was there */
  delete(item: Item): boolean {
    return this.#returning.delete(item) || this.#waiting.delete(item);
  }
}
