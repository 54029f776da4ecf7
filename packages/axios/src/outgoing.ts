import { credentialOf, isOneShot, modelOf, type ReportRequest, type RequestInfo } from "@comet-triage/core";
import axios, {
  type AxiosBasicCredentials,
  AxiosHeaders,
  type AxiosProxyConfig,
  type GenericAbortSignal,
  type InternalAxiosRequestConfig,
} from "axios";

type Config = InternalAxiosRequestConfig;

/** A request as axios passes it to an adapter, and what is needed to send it again. */
export class Outgoing {
  readonly config: Config;
  /** False for a body that can only be read once. */
  readonly canReplay: boolean;
  /** Whether the caller set `maxRedirects`, so that a redirect which comes back is what they asked for. */
  readonly wantsRedirects: boolean;
  readonly #changes: Partial<Config>;
  #description: RequestInfo | undefined;

  constructor(config: Config) {
    this.config = config;
    this.canReplay = !isOneShot(config.data);
    this.wantsRedirects = config.maxRedirects !== undefined;
    const isPost = config.method?.toLowerCase() === "post";
    // A redirect turns a POST into a GET of a web page, and may need the body once more.
    const stays = (isPost || (config.data ?? null) !== null) && !this.wantsRedirects;
    this.#changes = {
      // Called once, when the call is over.
      validateStatus: null,
      ...(stays && { maxRedirects: 0, fetchOptions: { redirect: "manual", ...config.fetchOptions } }),
    };
  }

  /**
   * The config of the next attempt. It is a copy, as adapters change headers.
   *
   * @param signal - also aborts for the caller's `cancelToken`
   * @returns `abandon` ends a streamed request: axios joins its token with the signal as long as the stream is read
   */
  next(signal: AbortSignal | undefined): { config: Config; abandon?: () => void } {
    const headers = AxiosHeaders.from(this.config.headers).concat() as Config["headers"];
    const config = { ...this.config, ...this.#changes, headers };
    const { responseType, timeout, onDownloadProgress, maxContentLength = -1 } = config;
    if (signal !== undefined) config.signal = signal as GenericAbortSignal;
    // Any other stream belongs to the transport, and can be canceled.
    const isWrapped = signal || timeout || onDownloadProgress || maxContentLength > -1;
    if (responseType !== "stream" || !isWrapped) return { config };
    const { token, cancel } = axios.CancelToken.source();
    config.cancelToken = token;
    return { config, abandon: cancel };
  }

  /** Restores the caller's own config after an attempt, as they may send it again. */
  restore(config: Config): void {
    for (const name of [...Object.keys(this.#changes), "signal", "cancelToken"] as (keyof Config)[]) {
      if (name in this.config) Object.assign(config, { [name]: this.config[name] });
      else delete config[name];
    }
  }

  /** Method, URL, model and a hash of the key, read when first needed. */
  readonly describe = (): RequestInfo => {
    const { method = "get", url = "", baseURL = "", data, headers } = this.config;
    const full = axios.getUri({ url, baseURL });
    this.#description ??= {
      method: method.toUpperCase(),
      url: full,
      model: modelOf(data, full),
      credential: credentialOf(headers, full),
    };
    return this.#description;
  };
}

/** The request of a config, for a report: nothing is copied or consumed. */
export function reportRequestOf(config: Config): ReportRequest {
  const { method = "get", auth, proxy, data } = config;
  const headers: Record<string, unknown> = { ...config.headers };
  // An adapter makes headers from them.
  if (auth) headers.authorization = basic(auth);
  const { auth: ofProxy } = proxy || ({} as AxiosProxyConfig);
  if (ofProxy) headers["proxy-authorization"] = basic(ofProxy);
  return { method: method.toUpperCase(), url: axios.getUri(config), headers, body: data as unknown };
}

function basic({ username, password }: AxiosBasicCredentials): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
