import { aBoolean, checkOptions, type OptionChecks, oneOf } from "./check-options.ts";
import { type RetryOptions, type RetryPolicy, retryChecks, retryPolicy } from "./retry-options.ts";

/** What adapters do beside sending again. */
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

/** Options of an adapter, and of one call: the latter go first. */
export interface CallOptions extends Omit<RetryOptions, "signal">, TriageOptions {}

/** Options with every default filled in. */
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

const triageChecks: OptionChecks = /* @__PURE__ */ (() => ({
  inspect: aBoolean,
  normalize: aBoolean,
  throwOnError: aBoolean,
  cutStreams: oneOf("report", "pass"),
}))();

/**
 * Checks options and fills in the defaults.
 *
 * @param base - the policy that absent options are taken from
 * @throws TypeError or RangeError that names option, value and range
 */
export function callPolicy(options: CallOptions = {}, base?: CallPolicy): CallPolicy {
  const given = checkOptions(options, retryChecks, triageChecks);
  const triage = given.filter(([name]) => name in defaults);
  const retry = given.filter(([name]) => !(name in defaults));
  return {
    retry: { ...retryPolicy({}, base?.retry), ...Object.fromEntries(retry) },
    triage: { ...(base?.triage ?? defaults), ...Object.fromEntries(triage) },
  };
}
