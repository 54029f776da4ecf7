/** How many requests are being answered, and how many clients disconnected before the last byte. */
export class Activity {
  active = 0;
  aborted = 0;
  /** Keeps waiting requests, and their abort signals, from being garbage-collected. */
  readonly waiting = new Set<Visit>();
}

/**
 * One request while it is being answered. It ends once: answered or aborted.
 *
 * The signal is made on first use, because most answers never wait and need none.
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

  /** Aborts when the client disconnects. */
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

  /** The last byte has been sent. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#activity.active -= 1;
    if (!this.#controller) return;
    this.#activity.waiting.delete(this);
    this.#request.signal.removeEventListener("abort", this.#clientLeft);
  }

  /** The client disconnected first. */
  abort(reason?: unknown): void {
    if (!this.#open) return;
    this.end();
    this.#activity.aborted += 1;
    this.#controller?.abort(reason);
  }

  readonly #clientLeft = () => this.abort(this.#request.signal.reason);
}
