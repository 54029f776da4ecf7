import type { Transport } from "./exchange/exchange.ts";
import type { Refusal } from "./reply/refusal.ts";
import type { Reply } from "./reply/reply.ts";
import type { SeenRequest } from "./request-log.ts";

/** How a simulator differs from the gateway. Every field is optional. */
export interface SimulatorOptions {
  /** The only API keys that pass, besides `sk-sim-…`. Default: every key that starts with `sk-`, except the known bad ones. */
  readonly apiKeys?: readonly string[];
  /** Longer request bodies get a 413. Bytes, default 10 485 760. */
  readonly maxBodyBytes?: number;
  /** Replies to requests that match; the first match counts. Requests for a scenario are exempt. Default: none. */
  readonly refusals?: readonly Refusal[];
  /** Whether to keep requests in `requests`. Default true. */
  readonly log?: boolean;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** A gateway that fails on demand. */
export interface Simulator {
  /**
   * Answers one request.
   *
   * @throws the abort reason, if the client disconnects before the response
   * @throws TypeError for a URL instead of a request
   */
  fetch(request: Request, transport?: Transport): Promise<Response>;
  /**
   * Registers a script under a name, replacing any script of that name.
   *
   * @throws TypeError that names every wrong field
   */
  play(name: string, replies: readonly Reply[]): void;
  /** The last 10 000 requests, oldest first; the array stays current. Requests to `/_simulator` are left out. */
  readonly requests: readonly SeenRequest[];
  /** Number of requests and streams being answered. */
  readonly active: number;
  /** Number of requests whose client disconnected before the last byte. */
  readonly aborted: number;
  /** Forgets the log, the count of aborted requests, the scripts and every session. */
  reset(): void;
}
