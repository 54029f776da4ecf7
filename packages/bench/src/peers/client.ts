/** Where a client sends to, and how long it may go on. */
export interface Target {
  /** `http://127.0.0.1:1234`. */
  readonly origin: string;
  /** In front of the routes: `/v1`, or nothing where the base URL is wrong. */
  readonly prefix: string;
  readonly apiKey: string;
  /** Resends after the first attempt. */
  readonly maxRetries: number;
  /** Limit of a whole call in milliseconds, for clients that know one. */
  readonly totalTimeout?: number;
}

/** What a client's user can read from an error without parsing prose. */
export interface Reading {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
}

/** One client, set up as its users would. Calls that fail reject. */
export interface Client {
  /** Asks for a small chat; resolves with what the client calls success. */
  chat(): Promise<unknown>;
  /** Asks for it as a stream and reads it to its end. */
  stream(): Promise<unknown>;
  /** Reads an error where the client documents its fields. */
  read(error: unknown): Reading;
}

export type Connect = (target: Target) => Client;
