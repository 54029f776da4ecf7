import {
  type CallOptions,
  callPolicy,
  classify,
  createThrottle,
  describeValue,
  neverSent,
  type OptionChecks,
} from "@comet-triage/core";
import axios, { type AxiosAdapter, type AxiosError, type AxiosInstance } from "axios";
import { TriagedCall } from "./call.ts";
import { isLimit, reject, withCause } from "./reject.ts";
import { exchangeOf } from "./story.ts";

/** Options of an instance, or of a single call as `config.triage`. Times are in milliseconds. */
export interface AxiosTriageOptions extends Omit<CallOptions, "throwOnError"> {}

/** axios, or what `axios.create` returns. `import` and `require` give it different types: these members are common to both. */
export interface AxiosLike {
  /** Where interceptors are added and removed. */
  readonly interceptors: Readonly<
    Record<
      "request" | "response",
      {
        use(fulfilled?: unknown, rejected?: unknown): number;
        eject(id: number): void;
      }
    >
  >;
}

/** A failure is an `AxiosError`, which carries the same information as a `CometError`. */
const ownChecks: OptionChecks = { throwOnError: undefined };

/** Our own adapters, so that a config that is sent again is not wrapped twice. */
const triaged = new WeakSet<object>();

/** The configs of calls that have reached our adapter: they may have been sent. */
const begun = new WeakSet<object>();

/**
 * Makes an axios instance retry what the table calls retryable, and nothing else.
 *
 * Interceptors, transforms and `validateStatus` run once per call, as before. A rejection is an `AxiosError` whose
 * `triage` has the verdict and the attempts; so is a failure disguised as success.
 *
 * @returns a function that detaches it
 * @throws TypeError or RangeError for bad options, naming option, value and range
 */
export function attachTriage(instance: AxiosLike, options: AxiosTriageOptions = {}): () => void {
  if (typeof instance?.interceptors?.request?.use !== "function") {
    throw new TypeError(`instance must be axios or what axios.create returns; got ${describeValue(instance)}`);
  }
  const base = callPolicy(options, callPolicy({ throttle: createThrottle() }), ownChecks);
  const { interceptors } = instance as AxiosInstance;
  const first = interceptors.request.use((config) => {
    const wanted = config.adapter ?? (axios.defaults.adapter as NonNullable<typeof config.adapter>);
    if (triaged.has(Object(wanted))) return config;
    const adapter: AxiosAdapter = async (config) => {
      begun.add(config);
      const own = { ...config, adapter: wanted };
      const send = axios.getAdapter(wanted, own);
      if (config.triage === false) return send(own);
      const policy = config.triage === undefined ? base : callPolicy(config.triage, base, ownChecks);
      return new TriagedCall(own, send, policy).run();
    };
    triaged.add(adapter);
    config.adapter = adapter;
    return config;
  });
  const last = interceptors.response.use(undefined, rejectAnyway);
  return () => {
    interceptors.request.eject(first);
    interceptors.response.eject(last);
  };
}

/** Gives `triage` to errors that axios itself throws before an attempt or after the last, and hides their secrets. */
function rejectAnyway(error: unknown): never {
  const { config, response, triage } = Object(error) as Partial<AxiosError>;
  if (!axios.isAxiosError(error) || triage !== undefined || config?.triage === false) throw error;
  if (axios.isCancel(error)) withCause(error, (config?.signal as AbortSignal | undefined)?.reason);
  const verdict = classify({ error: isLimit(error.cause) ? error.cause : error });
  const isUnsent = triaged.has(Object(config?.adapter)) && !begun.has(Object(config));
  const told = { verdict: isUnsent ? neverSent(verdict) : verdict, attempts: response?.triage?.attempts ?? [] };
  return reject(error, told, config && exchangeOf(config, response));
}
