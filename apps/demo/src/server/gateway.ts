/** Where calls go, and with which key. */
export interface Gateway {
  /** `https://api.cometapi.com`. */
  readonly origin: string;
  readonly key: string;
  /** True for the look-alike, which fails as it is told. */
  readonly isSimulated: boolean;
  /** Reached over a connection; else its `fetch` is all there is. */
  readonly isRemote: boolean;
  /** Limit of an attempt, in milliseconds. */
  readonly timeout: number;
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}
