/** Where calls go, and with which key. */
export interface Gateway {
  /** `https://api.cometapi.com`. */
  readonly origin: string;
  readonly key: string;
  /** True for the look-alike, which fails on demand. */
  readonly isSimulated: boolean;
  /** Whether it can be reached over a connection; if not, only through its `fetch`. */
  readonly isRemote: boolean;
  /** The timeout of an attempt, in milliseconds. */
  readonly timeout: number;
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}
