import { type Event, type Settings, waitMs } from "./call-model.ts";

/** A call that shares a throttle with others. Times are in milliseconds on the common clock. */
export interface SharedCall {
  readonly id: number;
  phase: "queued" | "sending" | "waiting" | "over";
  sends: number;
  sentAt: number;
  /** When the attempt's timeout fires, or its wait is over. */
  due: number;
  /** When that was set: what falls due together happens in this order. */
  order: number;
  readonly end: number;
  /** The result of the last failed attempt. */
  last: string | undefined;
  result: string | undefined;
}

const longestMs = 30_000;
const suspectMs = 10_000;

/** Calls of one key in a throttle, in as few lines as possible: what must happen, but not how. */
export class SharedModel {
  readonly calls: SharedCall[] = [];
  now = 0;
  #set = 0;
  readonly #settings: Settings;
  readonly #places: number;
  /** In order of arrival. */
  #queue: SharedCall[] = [];
  #pausedUntil = 0;
  #pausedAt = Number.NEGATIVE_INFINITY;
  #open: { until: number; ms: number; probe: SharedCall | undefined } | undefined;
  #suspect: { readonly call: SharedCall; readonly until: number } | undefined;

  /** @param places - how many calls may be in flight at a time */
  constructor(settings: Settings, places: number) {
    this.#settings = settings;
    this.#places = places;
  }

  get sending(): SharedCall[] {
    return this.calls.filter(({ phase }) => phase === "sending");
  }

  get queued(): number {
    return this.#queue.length;
  }

  shown = () => this.calls.map(({ sends, result }) => ({ sends, result }));

  begin(): void {
    const { totalTimeout = Number.POSITIVE_INFINITY } = this.#settings;
    const times = { sentAt: 0, due: Number.POSITIVE_INFINITY, order: 0, end: this.now + totalTimeout };
    const call: SharedCall = {
      id: this.calls.length,
      phase: "waiting",
      sends: 0,
      ...times,
      last: undefined,
      result: undefined,
    };
    this.calls.push(call);
    this.#enter(call);
  }

  answer(call: SharedCall, event: Event): void {
    if (event === "ok") {
      this.#suspect = undefined;
      if (this.#open?.probe === call) this.#open = undefined;
      this.leave(call, "ok");
    } else this.#fail(call, event, event === "broken" ? "Error: broken" : event);
  }

  /** The call is over: what it held is free at once. */
  leave(call: SharedCall, result: string): void {
    call.phase = "over";
    call.result = result;
    this.#queue = this.#queue.filter((other) => other !== call);
    if (this.#open?.probe === call) this.#open.probe = undefined;
    this.#release();
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.now = Math.max(this.now, next.at);
      next.happen();
    }
    this.now = end;
  }

  #next(end: number): { readonly at: number; happen(): void } | undefined {
    const events = this.calls.flatMap((call) => {
      if (call.phase === "over") return [];
      const total = {
        at: call.end,
        order: call.id,
        happen: () => this.leave(call, (call.phase === "queued" && call.last) || "TimeoutError: total"),
      };
      const limit = {
        at: call.due,
        order: call.order,
        happen: () => this.#fail(call, "busy", "TimeoutError: attempt"),
      };
      const wait = { at: call.due, order: call.order, happen: () => this.#enter(call) };
      return call.phase === "queued" ? [total] : [total, call.phase === "sending" ? limit : wait];
    });
    if (this.#queue.length > 0 && this.#pausedUntil > this.now)
      events.push({ at: this.#pausedUntil, order: 0, happen: () => this.#release() });
    return events.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
  }

  #enter(call: SharedCall): void {
    if (this.#open && this.#open.probe === undefined && this.now >= this.#open.until) this.#open.probe = call;
    else if (this.#open && call.sends === 0) {
      this.leave(call, "spared");
      return;
    }
    call.phase = "queued";
    this.#queue.push(call);
    this.#release();
  }

  #release(): void {
    while (this.sending.length < this.#places && this.now >= this.#pausedUntil) {
      const call = this.#queue.shift();
      if (!call) return;
      call.phase = "sending";
      call.sends += 1;
      call.sentAt = this.now;
      call.due = this.now + (this.#settings.timeout ?? Number.POSITIVE_INFINITY);
      call.order = ++this.#set;
    }
  }

  #fail(call: SharedCall, event: Event, result: string): void {
    call.last = result;
    const mayWait = call.sends <= this.#settings.maxRetries && waitMs < call.end - this.now;
    const isOver = event === "gone" || event === "refused" || !mayWait;
    call.phase = isOver ? "over" : "waiting";
    call.due = this.now + waitMs;
    call.order = ++this.#set;
    if (isOver) call.result = result;
    if (event === "gone") this.#break(call);
    else if (this.#open?.probe === call) this.#open.probe = undefined;
    if (event === "limited" && call.sentAt > this.#pausedAt) {
      this.#pausedUntil = this.now + 1000;
      this.#pausedAt = this.now;
    }
    this.#release();
  }

  /** If two calls meet it with no success between, others are refused; and longer after each probe that meets it. */
  #break(call: SharedCall): void {
    const suspect = this.#suspect;
    if (this.#open) {
      if (this.#open.probe !== call) return;
      const ms = Math.min(longestMs, this.#open.ms * 2);
      this.#open = { until: this.now + ms, ms, probe: undefined };
    } else {
      this.#suspect = { call, until: this.now + suspectMs };
      if (!suspect || suspect.call === call || this.now > suspect.until) return;
      this.#open = { until: this.now + 1000, ms: 1000, probe: undefined };
    }
    for (const waiter of this.#queue)
      if (waiter.sends === 0) Object.assign(waiter, { phase: "over", result: "spared" });
    this.#queue = this.#queue.filter(({ phase }) => phase === "queued");
  }
}
