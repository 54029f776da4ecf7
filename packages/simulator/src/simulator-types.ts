import type { Transport } from "./exchange.ts";
import type { Refusal } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import type { SeenRequest } from "./request-log.ts";

/** How a simulator differs from the gateway. Nothing has to be set. */
export interface SimulatorOptions {
  /** The only API keys that pass, besides `sk-sim-…`. Default: every key that starts with `sk-`, except the known bad ones. */
  readonly apiKeys?: readonly string[];
  /** Longer request bodies get a 413. Bytes, default 10 485 760. */
  readonly maxBodyBytes?: number;
  /** Requests of a scenario are not asked; of several that fit a request, the first counts. Default: none. */
  readonly refusals?: readonly Refusal[];
  /** Keep the requests for `requests`. Default true. */
  readonly log?: boolean;
  /** The clock, in milliseconds since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** A gateway that fails on demand. */
export interface Simulator {
  /**
   * Answers one request.
   *
   * @throws the abort reason, when the client goes away before the answer
   * @throws TypeError for a URL instead of a request
   */
  fetch(request: Request, transport?: Transport): Promise<Response>;
  /**
   * Registers a script under a name, in place of whatever had that name.
   *
   * @throws TypeError that names every wrong field
   */
  play(name: string, replies: readonly Reply[]): void;
  /** The last 10 000 requests, oldest first; stays current. Those to `/_simulator` are left out. */
  readonly requests: readonly SeenRequest[];
  /** Requests and streams being answered now. */
  readonly active: number;
  /** Requests whose client went away before the last byte. */
  readonly aborted: number;
  /** Forgets the log, the count of aborted requests, the scripts and every session. */
  reset(): void;
}
