import { z } from "zod";

/** How a burst's calls are sent: by our client with its defaults, by our client without its throttle, or by a peer. */
export const burstClients = ["fetch", "unthrottled", "openai"] as const;

export type BurstClient = (typeof burstClients)[number];

/** What the page asks for. */
export const BurstRequestSchema = z.strictObject({
  /** Whether a refusal says how long to wait. */
  retryAfter: z.boolean().default(false),
});

/** This many callers at once, for a model that serves this many requests per second and can save up this many. */
export interface BurstPlan {
  readonly callers: number;
  readonly perSecond: number;
  readonly saved: number;
}

export const burstPlan: BurstPlan = { callers: 200, perSecond: 25, saved: 20 };

/** The progress of one client's callers: counts since the burst began, at a time in milliseconds since then. */
export interface BurstEvent {
  readonly client: BurstClient;
  readonly at: number;
  /** Requests that reached the model. */
  readonly sent: number;
  /** Of these, those that were refused. */
  readonly refused: number;
  /** Callers with an answer. */
  readonly succeeded: number;
  /** Callers whose client gave up. */
  readonly failed: number;
  /** In the last report only: how long each caller with an answer waited for it, in milliseconds, the shortest first. */
  readonly waits?: readonly number[] | undefined;
}
