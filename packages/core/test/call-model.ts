/** What can happen to a call: its attempt ends in some way, its caller aborts, a second passes. */
export const events = ["ok", "busy", "refused", "broken", "abort", "second"] as const;
/** The last two: a wait for all who share a throttle, and a failure that all of them would meet. */
export type Event = (typeof events)[number] | "limited" | "gone";

/** Timeouts are in milliseconds. */
export interface Settings {
  readonly maxRetries: number;
  readonly timeout: number | undefined;
  readonly totalTimeout: number | undefined;
}

/** The whole state of a call. Times are in milliseconds since it began. */
export interface State {
  readonly now: number;
  readonly sends: number;
  readonly phase: "sending" | "waiting" | "over";
  /** When the wait, or the attempt's timeout, is over. */
  readonly until: number;
  readonly result: string | undefined;
}

/** The wait between two attempts. */
export const waitMs = 1000;

const sending = (state: State, { timeout }: Settings): State => ({
  ...state,
  phase: "sending",
  sends: state.sends + 1,
  until: state.now + (timeout ?? Number.POSITIVE_INFINITY),
});

const over = (state: State, result: string): State => ({ ...state, phase: "over", result });

/** After a failure that may be retried. */
function failed(state: State, { maxRetries, totalTimeout }: Settings, result: string): State {
  const left = (totalTimeout ?? Number.POSITIVE_INFINITY) - state.now;
  const mayWait = state.sends <= maxRetries && waitMs < left;
  return mayWait ? { ...state, phase: "waiting", until: state.now + waitMs } : over(state, result);
}

function aSecondLater(before: State, settings: Settings): State {
  const state = { ...before, now: before.now + 1000 };
  if (state.phase === "waiting") return state.now >= state.until ? sending(state, settings) : state;
  if (state.phase === "over") return state;
  const isTotal = state.now >= (settings.totalTimeout ?? Number.POSITIVE_INFINITY);
  if (isTotal) return over(state, "TimeoutError: total");
  return state.now >= state.until ? failed(state, settings, "TimeoutError: attempt") : state;
}

/** A call in a few lines: what the engine must do, but not how. */
export const callModel = {
  begin: (settings: Settings): State =>
    sending({ now: 0, sends: 0, phase: "sending", until: 0, result: undefined }, settings),

  after(state: State, event: Event, settings: Settings): State {
    if (event === "second") return aSecondLater(state, settings);
    if (state.phase === "over") return state;
    if (event === "abort") return over(state, "Error: the user left");
    // An answer to an attempt that is over is ignored.
    if (state.phase === "waiting") return state;
    if (event === "ok") return over(state, "ok");
    if (event === "refused") return over(state, "refused");
    return failed(state, settings, event === "busy" ? "busy" : "Error: broken");
  },

  shown: ({ sends, result }: State) => ({ sends, result }),
};
