import { aBoolean, checkOptions, type OptionChecks, oneOf } from "../check-options.ts";
import { type RetryOptions, type RetryPolicy, retryChecks, retryPolicy } from "./retry-options.ts";

/** What adapters do besides retrying. */
export interface TriageOptions {
  /** Checks successes for disguised failures, and streams for errors. If false, only status and headers count. Default: true. */
  readonly inspect?: boolean | undefined;
  /** Gives a final failure the status that fits its verdict, for clients that decide by status alone. Default: false. */
  readonly normalize?: boolean | undefined;
  /**
   * Throws a `CometError` instead of returning the final failure or throwing the transport error. Not for a `fetch`
   * below openai, Anthropic's SDK or ofetch: they take whatever it throws for a broken connection. Default: false.
   */
  readonly throwOnError?: boolean | undefined;
  /** `report`: ends a cut-off stream with an error event; `pass`: leaves it, for providers that send no last event. Default: `report`. */
  readonly cutStreams?: "report" | "pass" | undefined;
}

/** Options of an adapter or of a single call; those of the call take precedence. */
export interface CallOptions extends Omit<RetryOptions, "signal">, TriageOptions {}

/** Options with every default filled in. */
export interface CallPolicy {
  readonly retry: RetryPolicy;
  readonly triage: { readonly [Name in keyof TriageOptions]-?: NonNullable<TriageOptions[Name]> };
}

const defaults: CallPolicy["triage"] = {
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
 * @param own - the adapter's own options: checked, but left to it; `undefined` for an option that it does not take
 * @throws TypeError or RangeError that names option, value and range
 */
export function callPolicy(options: CallOptions = {}, base?: CallPolicy, own: OptionChecks = {}): CallPolicy {
  // The signal belongs to the call itself.
  const given = checkOptions(options, { ...retryChecks, signal: undefined, ...triageChecks, ...own });
  const those = (checks: OptionChecks) => Object.fromEntries(given.filter(([name]) => Object.hasOwn(checks, name)));
  return {
    retry: { ...retryPolicy({}, base?.retry), ...those(retryChecks) },
    triage: { ...(base?.triage ?? defaults), ...those(triageChecks) },
  };
}
