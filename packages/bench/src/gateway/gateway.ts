import { earnedAtRate, earnedInRecovery, TokenBucket } from "./token-bucket.ts";
import { Worker } from "./worker.ts";

/** How a gateway answers one request. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** When it answers, in milliseconds of its clock. */
  readonly at: number;
}

/** Decides only by the time, in milliseconds since the storm began. */
export interface Gateway {
  admit(now: number): Answer;
}

/** How a gateway misbehaves. Rates are per second, times in milliseconds since the storm began. */
export type GatewayPlan =
  | { readonly kind: "healthy" }
  | { readonly kind: "rate limit"; readonly rate: number; readonly burst: number; readonly retryAfter?: string }
  | { readonly kind: "overload"; readonly work: number; readonly rejection: number; readonly backlog: number }
  | { readonly kind: "outage"; readonly from: number; readonly to: number }
  | RecoveryPlan;

/** No capacity from `from` to `to`, then growing capacity until it reaches `rate` after `ramp`. */
export interface RecoveryPlan {
  readonly kind: "recovery";
  readonly from: number;
  readonly to: number;
  readonly ramp: number;
  readonly rate: number;
  readonly burst: number;
}

export function gatewayOf(plan: GatewayPlan): Gateway {
  switch (plan.kind) {
    case "healthy":
      return { admit: (at) => ({ status: 200, at }) };
    case "rate limit":
      return new TokenBucket(earnedAtRate(plan.rate), plan.burst, {
        status: 429,
        ...(plan.retryAfter !== undefined && { headers: { "retry-after": plan.retryAfter } }),
      });
    case "overload":
      return new Worker(plan);
    case "outage":
      return { admit: (at) => ({ status: at >= plan.from && at < plan.to ? 503 : 200, at }) };
    case "recovery":
      return new TokenBucket(earnedInRecovery(plan), plan.burst, { status: 503 });
  }
}
