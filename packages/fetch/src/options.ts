import { type RetryOptions, type RetryPolicy, retryPolicy } from "@comet-triage/core";

/** What {@link createFetch} does beside sending again. */
export interface TriageOptions {
  /** Looks into successes for failures in disguise, and into streams. False judges status and headers alone. Default: true. */
  readonly inspect?: boolean;
  /** Gives final failures the status that says the same without misleading clients that look at nothing else. Default: false. */
  readonly normalize?: boolean;
  /** Throws a `CometError` where the final failure would be returned, or the transport's error thrown. Default: false. */
  readonly throwOnError?: boolean;
  /** What becomes of a stream that ends too early: an error event, or nothing (for providers that never say the end). Default: `report`. */
  readonly cutStreams?: "report" | "pass";
}

/** Options for one call, as `init.triage`: they go before those of {@link createFetch}. */
export interface CallOptions extends Omit<RetryOptions, "signal">, TriageOptions {}

export interface FetchOptions extends CallOptions {
  /** The `fetch` that sends. Default: the global one, looked up at each call. */
  readonly fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

export interface CallPolicy {
  readonly retry: RetryPolicy;
  readonly triage: Required<TriageOptions>;
}

const defaults: Required<TriageOptions> = {
  inspect: true,
  normalize: false,
  throwOnError: false,
  cutStreams: "report",
};

/** @throws TypeError or RangeError that names option, value and range */
export function callPolicy(options: CallOptions = {}, base?: CallPolicy): CallPolicy {
  const retry = retryPolicy(options, base?.retry);
  const triage = { ...(base?.triage ?? defaults) };
  for (const name of ["inspect", "normalize", "throwOnError"] as const) {
    const value: unknown = options[name];
    if (value === undefined) continue;
    if (typeof value !== "boolean") throw new TypeError(`${name} must be true or false; got ${typeof value}`);
    triage[name] = value;
  }
  const { cutStreams = triage.cutStreams } = options;
  if (cutStreams !== "report" && cutStreams !== "pass") {
    throw new TypeError(`cutStreams must be "report" or "pass"; got ${typeof cutStreams}`);
  }
  return { retry, triage: { ...triage, cutStreams } };
}
