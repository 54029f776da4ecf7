import { z } from "zod";

/** How a burst's calls are sent: by ours as it comes, by ours without its throttle, by a peer. */
export const burstClients = ["fetch", "unthrottled", "openai"] as const;

export type BurstClient = (typeof burstClients)[number];

/** What the page asks for. */
export const BurstRequestSchema = z.strictObject({
  /** Whether a refusal says how long to wait. */
  retryAfter: z.boolean().default(false),
});

/** The burst: so many callers at once, at a model that serves so many requests per second and saves up so many. */
export const burstPlan = { callers: 200, perSecond: 25, saved: 20 } as const;

/** How far one client's callers have come: counts since the burst began, and when in milliseconds since then. */
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
  /** With the last one: how long each caller with an answer waited for it, in milliseconds, the shortest first. */
  readonly waits?: readonly number[] | undefined;
}
