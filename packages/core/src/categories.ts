import type { Category } from "./rule.ts";

/** Every category that the table distinguishes. */
export const categories = [
  "request",
  "auth",
  "permission",
  "quota",
  "path",
  "size",
  "content_policy",
  "model_unavailable",
  "not_found",
  "rate_limit",
  "overloaded",
  "server",
  "timeout",
  "network",
  "canceled",
  "unknown",
] as const satisfies readonly Category[];
