import {
  aFunction,
  callPolicy,
  cometBaseUrl,
  describeValue,
  type OptionCheck,
  type OptionChecks,
} from "@comet-triage/core";
import { type CallOptions, createFetch, type FetchOptions } from "@comet-triage/fetch";
import { compileRoutes, defaultRoutes, type Routes } from "./routes.ts";
import { type CallerInit, upstreamFetch } from "./upstream-fetch.ts";

/** Lets a request through by returning true, or a promise of it. Any other result refuses it, and so does an error. */
export type Authorize<Env, Context> = (request: Request, env: Env, context: Context) => unknown;

/** Options of the handler. Those of the calls it makes, such as `maxRetries` and `normalize`, are {@link CallOptions}. */
export interface HandlerOptions<Env = unknown, Context = unknown> extends Omit<CallOptions, "throwOnError"> {
  /** Decides who may use the key, by method, URL and headers; must not read the body. Required unless `public`. */
  readonly authorize?: Authorize<Env, Context> | undefined;
  /** True: anyone may use the key. */
  readonly public?: boolean | undefined;
  /** The name in `env` of the key to send; `false` forwards the caller's own credentials. Default: `COMETAPI_KEY`. */
  readonly keyName?: string | false | undefined;
  /** Origin of the gateway. Default: `https://api.cometapi.com`. */
  readonly upstream?: string | undefined;
  /** The allowed requests: {@link defaultRoutes}, or a list like it. */
  readonly routes?: readonly string[] | undefined;
  /** Origins of pages that may call from a browser, such as `https://app.example.com`, besides the service's own. Default: none. */
  readonly origins?: readonly string[] | undefined;
  /** Largest request body, in bytes: it is buffered so that it can be sent again. Default: 10 485 760. */
  readonly maxBodyBytes?: number | undefined;
  /** The `fetch` that sends. Default: the global one. */
  readonly fetch?: FetchOptions["fetch"];
}

/** Options with every default filled in. */
export interface Policy<Env, Context> {
  readonly authorize: Authorize<Env, Context>;
  readonly keyName: string | false;
  readonly upstream: string;
  readonly methodsOf: Routes;
  readonly origins: ReadonlySet<string>;
  readonly maxBodyBytes: number;
  readonly send: (input: string, init: CallerInit) => Promise<Response>;
}

/** What is not an option of the calls. Checked below, as text given by mistake may be a secret and is not shown. */
const ownOptions: Readonly<Record<Exclude<keyof HandlerOptions, keyof CallOptions>, OptionCheck>> & OptionChecks = {
  // An error is an answer here.
  throwOnError: undefined,
  authorize: {},
  public: {},
  keyName: {},
  upstream: {},
  routes: {},
  origins: {},
  maxBodyBytes: {},
  fetch: aFunction,
};

/** @throws TypeError or RangeError that names the option and what it must be */
export function policyFrom<Env, Context>(options: HandlerOptions<Env, Context>): Policy<Env, Context> {
  callPolicy(options, undefined, ownOptions);
  const { authorize, public: isPublic, keyName = "COMETAPI_KEY", ...rest } = options ?? {};
  const { upstream = new URL(cometBaseUrl).origin, routes = defaultRoutes, origins = [], ...more } = rest;
  const { maxBodyBytes = 10_485_760, fetch, ...call } = more;
  if (authorize !== undefined && typeof authorize !== "function") {
    // The text that was given may be a token.
    throw new TypeError(`authorize must be a function; got ${typeof authorize}`);
  }
  if ((authorize === undefined) === (isPublic !== true)) {
    throw new TypeError("Say who may use the key: give authorize, or public: true, but not both");
  }
  if (keyName !== false && !(typeof keyName === "string" && /^[A-Za-z_$][\w$]{0,99}$/.test(keyName))) {
    // The text that was given may be a key.
    const got = typeof keyName === "string" ? "other text, which is not shown" : describeValue(keyName);
    throw new TypeError(`keyName must be the name of a binding, like "COMETAPI_KEY", or false; got ${got}`);
  }
  if (!Number.isSafeInteger(maxBodyBytes) || maxBodyBytes < 0) {
    throw new RangeError(`maxBodyBytes must be a whole number of bytes, from 0; got ${describeValue(maxBodyBytes)}`);
  }
  return {
    authorize: authorize ?? (() => true),
    keyName,
    upstream: originFrom("upstream", upstream),
    methodsOf: compileRoutes(listFrom("routes", routes)),
    origins: new Set(listFrom("origins", origins).map((origin) => originFrom("origins", origin))),
    maxBodyBytes,
    send: createFetch({ ...call, throwOnError: false, fetch: upstreamFetch(fetch) }),
  };
}

function listFrom(name: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`${name} must be a list; got ${describeValue(value)}`);
}

function originFrom(name: string, value: unknown): string {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  const isHttp = url !== undefined && /^https?:$/.test(url.protocol);
  if (isHttp && [url.origin, `${url.origin}/`].includes(`${value}`)) return url.origin;
  // The text that was given may contain a password.
  const other = typeof value === "string" ? "text that is not an http URL" : describeValue(value);
  const got = isHttp ? `${url.origin} with more around it` : other;
  throw new TypeError(`${name} must be an origin, like "https://api.example.com"; got ${got}`);
}
