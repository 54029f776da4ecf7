/** How many requests are being answered, and how many lost their client before the last byte. */
export interface Activity {
  active: number;
  aborted: number;
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
    if (this.#controller) this.#request.signal.removeEventListener("abort", this.#clientLeft);
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
