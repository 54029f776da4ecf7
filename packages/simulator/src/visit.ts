/** How many requests are being answered, and how many lost their client before the last byte. */
export class Activity {
  active = 0;
  aborted = 0;
  /** Keeps requests that wait from being collected as garbage, and their abort signals with them. */
  readonly waiting = new Set<Visit>();
}

/**
 * One request on its way through. It ends once: answered, or aborted.
 *
 * The signal is made on first use, because most answers never wait and never need one.
 */
export class Visit {
  readonly #activity: Activity;
  readonly #request: Request;
  #controller: AbortController | undefined;
  #open = true;

  constructor(activity: Activity, request: Request) {
    this.#activity = activity;
    this.#request = request;
    activity.active += 1;
  }

  /** Aborts when the client goes away. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#open) this.#activity.waiting.add(this);
      const client = this.#request.signal;
      if (client.aborted) this.abort(client.reason);
      else client.addEventListener("abort", this.#clientLeft, { once: true });
    }
    return this.#controller.signal;
  }

  /** The last byte is out. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#activity.active -= 1;
    if (!this.#controller) return;
    this.#activity.waiting.delete(this);
    this.#request.signal.removeEventListener("abort", this.#clientLeft);
  }

  /** The client went away first. */
  abort(reason?: unknown): void {
    if (!this.#open) return;
    this.end();
    this.#activity.aborted += 1;
    this.#controller?.abort(reason);
  }

  readonly #clientLeft = () => this.abort(this.#request.signal.reason);
}
