/** Where a client sends its requests, and how long it may take. */
export interface Target {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** The prefix of the routes: `/v1`, or nothing if the base URL is wrong. */
  readonly prefix: string;
  readonly apiKey: string;
  /** Retries after the first attempt. */
  readonly maxRetries: number;
  /** The timeout of a whole call in milliseconds, for clients that have one. */
  readonly totalTimeout?: number;
}

/** What a client's user can read from an error without parsing prose. */
export interface Reading {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
}

/** One client, configured as its users would. Calls that fail reject. */
export interface Client {
  /** Sends a small chat; resolves with what the client considers success. */
  chat(): Promise<unknown>;
  /** Sends it as a stream and reads the stream to its end. */
  stream(): Promise<unknown>;
  /** Reads an error from the fields that the client documents. */
  read(error: unknown): Reading;
}

export type Connect = (target: Target) => Client;
